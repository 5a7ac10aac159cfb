import { classify } from '../../native/packages.ts';
import type { Platform } from '../model.ts';
import type { CgoSetting, InstalledPackage } from '../model.ts';
import { type ShellCommand, variableFor } from '../shell/shell-command.ts';
import type { Shell } from '../state.ts';

/**
 * Whether cgo is on for a go command. An explicit CGO_ENABLED wins; unset it is on, except for another platform and
 * where there is no C compiler. https://pkg.go.dev/cmd/cgo, and the release notes of Go 1.20.
 */
export function cgoSetting(
  command: ShellCommand,
  shell: Shell,
  target: Platform | null,
  host: Platform,
): CgoSetting {
  const compiler = installedCompiler(shell);
  const rest = { compiler: compiler?.package ?? null, asked: askedFor(command, shell) };
  const ownSetting = command.own.get('CGO_ENABLED');
  const found = shell.variables.get('CGO_ENABLED');
  const written = ownSetting
    ? { value: ownSetting.value, span: ownSetting.span, via: 'command' as const, where: 'on the command' }
    : found?.exported
      ? { value: found.value, span: found.span, via: found.via, where: WHERE[found.via] }
      : shell.world.goEnv.get('CGO_ENABLED')
        ? {
            value: shell.world.goEnv.get('CGO_ENABLED')?.value ?? null,
            span: shell.world.goEnv.get('CGO_ENABLED')?.span ?? null,
            via: 'go-env' as const,
            where: 'by go env -w',
          }
        : null;
  if (written && written.value !== '') {
    const { value, span, via, where } = written;
    if (value === '0' || value === '1')
      return {
        effective: value === '0' ? 'off' : 'on',
        because: `CGO_ENABLED=${value} is set ${where}`,
        via,
        span,
        value,
        ...rest,
      };
    return {
      effective: 'unknown',
      because:
        value === null
          ? `CGO_ENABLED is set ${where} to a value that is not known`
          : `CGO_ENABLED is set to ${value}, which is neither 0 nor 1`,
      via,
      span,
      value: null,
      ...rest,
    };
  }
  const bare = { span: null, value: null, ...rest };
  const base = shell.stage.baseName ?? 'the base image';
  if (!shell.variables.complete && variableFor(command, shell, 'CGO_ENABLED') === null)
    return { effective: 'unknown', because: `${base} may set CGO_ENABLED`, via: 'default', ...bare };
  if (target && (target.os !== host.os || target.arch !== host.arch))
    return {
      effective: 'off',
      because: `it is built for ${target.os}/${target.arch} on ${host.os}/${host.arch}`,
      via: 'cross',
      ...bare,
    };
  if (!target)
    return {
      effective: 'unknown',
      because: 'the platform that it is built for is not known',
      via: 'default',
      ...bare,
    };
  // Of the environment alone: what `go env -w` says of CC does not make the go command take a compiler for present.
  const variable = shell.variables.get('CC');
  const own = command.own.get('CC');
  const cc = own ? own.value : variable?.exported ? variable.value : undefined;
  if (cc)
    return {
      effective: 'on',
      because: 'CGO_ENABLED is not set, and CC names a C compiler',
      via: 'default',
      ...bare,
    };
  if (shell.stage.base.hasCompiler === true)
    return {
      effective: 'on',
      because: `CGO_ENABLED is not set, and ${base} has a C compiler`,
      via: 'default',
      ...bare,
    };
  if (compiler) {
    if (compiler.conditional)
      return {
        effective: 'unknown',
        because: `whether ${compiler.package.name} is installed is decided at build time`,
        via: 'default',
        ...bare,
      };
    return {
      effective: 'on',
      because: `CGO_ENABLED is not set, and ${compiler.package.name} brings a C compiler`,
      via: 'default',
      ...bare,
    };
  }
  if (cc === null)
    return {
      effective: 'unknown',
      because: 'CGO_ENABLED is not set, and whether CC names a C compiler is not known',
      via: 'default',
      ...bare,
    };
  if (shell.stage.base.hasCompiler === null)
    return {
      effective: 'unknown',
      because: `whether ${base} has a C compiler is not known`,
      via: 'default',
      ...bare,
    };
  if (shell.world.doubt !== null)
    return {
      effective: 'unknown',
      because: `whether there is a C compiler is not known: ${shell.world.doubt}`,
      via: 'default',
      ...bare,
    };
  const unsure = shell.world.installs.find(
    ({ install }) =>
      install.unknown.length > 0 ||
      install.packages.some((each) => classify(install.manager, each.name).bringsCompiler === null),
  );
  if (unsure)
    return {
      effective: 'unknown',
      because: 'whether one of the installed packages brings a C compiler is not known',
      via: 'default',
      ...bare,
    };
  return {
    effective: 'off',
    because: `CGO_ENABLED is not set, and ${base} has no C compiler`,
    via: 'no-compiler',
    ...bare,
  };
}

/** A variable by which a person chooses cryptography that is certified: it is made of C, or stands in for what is. */
function askedFor(command: ShellCommand, shell: Shell): string | null {
  const experiment = variableFor(command, shell, 'GOEXPERIMENT');
  if (experiment === null) return 'GOEXPERIMENT is set to a value that is not known';
  if (experiment?.split(',').includes('boringcrypto')) return 'GOEXPERIMENT=boringcrypto is set';
  const fips = variableFor(command, shell, 'GOFIPS140');
  return fips === undefined || fips === '' || fips === 'off' ? null : `GOFIPS140=${fips ?? '…'} is set`;
}

const WHERE = { env: 'by ENV', arg: 'by ARG', export: 'by export', make: 'by the Makefile' } as const;

function installedCompiler(
  shell: Shell,
): { readonly package: InstalledPackage; readonly conditional: boolean } | null {
  for (const { install, conditional } of shell.world.installs) {
    const found = install.packages.find(
      (each) => classify(install.manager, each.name).bringsCompiler === true,
    );
    if (found) return { package: found, conditional };
  }
  return null;
}
