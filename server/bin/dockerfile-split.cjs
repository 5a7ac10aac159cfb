#!/usr/bin/env node
// npm links only a file that exists when it installs, so this one is committed and loads the bundle.
require('../dist/cli.cjs');
