import fc from 'fast-check';

// Every run of the tests tries the same inputs, so that what failed once fails again; FUZZ_SEED looks further.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['FUZZ_SEED'] ?? 20260101) });
