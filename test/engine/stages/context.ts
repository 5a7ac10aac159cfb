/** The build context of the stages that are compared. */
export const CONTEXT: Readonly<Record<string, string>> = {
  '.dockerignore': '*.log\nnot-this\n',
  'a.txt': 'a\n',
  'dir/one.txt': 'one\n',
  'dir/two.txt': 'two\n',
  'dir/with space.txt': 'space\n',
  'dir/deep/three.txt': 'three\n',
  'dir/deep/skipped.log': 'skipped\n',
  'dir/deep/kept.md': 'kept\n',
  'not-this/file': 'not this\n',
  'setup.sh': '#!/bin/sh\nset -e\nmkdir -p /setup\nfor each in "$@"; do echo "$each" >"/setup/$each"; done\n',
};
