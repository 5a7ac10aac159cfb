/** What `--help` prints. */
export const HELP = `dockerfile-split: what each program of a Go backend needs in its image

  dockerfile-split check [PATH]            every finding in the workspace
      --format pretty|json|sarif|github    --fix
      --fail-on error|warning|information|hint   (default: warning)
      --rule ID…   --ignore ID…   --profile NAME…
  dockerfile-split split [PATH]            the split, as a diff; changes nothing unless --write
      --write   --dockerfile FILE   --program NAME…   --into files|stages
      --keep    --format diff|json         --bake     --summary    --cache-mounts
  dockerfile-split inspect [PATH]          services, images, programs, cgo grades, chains
      --format pretty|json|mermaid
  dockerfile-split why-cgo PROGRAM [PATH]  the import chain, and the imports to cut
  dockerfile-split explain RULE            the page of a rule
  dockerfile-split measure [PATH]          builds the images before and after the split with your
                                           Docker, in a copy, and prints sizes and times
      --format pretty|json|markdown        --into files|stages
  dockerfile-split lsp --stdio             the language server

  PATH is the current folder by default. -f, --file FILE… names the Compose files of one
  project in the order in which they are merged, as docker compose -f does: check, split
  and inspect judge that project alone. A Compose file as PATH means the same.
  --root DIR is the border of what may be read (default: the repository). Options that
  take several values are repeated, or take them with commas between.

Exit status: 0 nothing at or above --fail-on; 1 findings, or nothing could be split
safely; 2 bad usage, or a path that cannot be read.
`;
