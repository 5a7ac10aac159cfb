/** Whether people write into files of such a name how Compose is started; `depth` counts folders from the top. */
export const mayStartCompose = (path: string, depth: number): boolean =>
  NAMES.test(path) || (depth === 0 ? /\/[\w-]+$/.test(path) : SCRIPTS.test(path));

const NAMES =
  /\/(?:(?:GNU)?[Mm]akefile(?:\.[\w-]+)?|[\w.-]+\.mk|\.?[Jj]ustfile|[\w.-]+\.just|[Tt]askfile[\w.-]*\.ya?ml|Tiltfile|Earthfile|Rakefile|Jenkinsfile[\w.-]*|Procfile[\w.-]*|package\.json|\.envrc|devcontainer\.json|\.gitlab-ci[\w.-]*\.ya?ml|\.(?:drone|woodpecker|travis)\.ya?ml|(?:bitbucket|azure)-pipelines[\w.-]*\.ya?ml|buildspec[\w.-]*\.ya?ml|[\w.-]+\.(?:sh|bash|zsh|fish|ps1|bat|cmd|mdx?|rst|adoc|service)|README[\w.]*)$|\/(?:\.github|\.gitlab|\.circleci|\.gitea|\.forgejo|\.woodpecker|\.buildkite|\.devcontainer|[Tt]askfiles?)\/(?:[^/]+\/)*[\w.-]+\.ya?ml$/;
/** Scripts without an ending. */
const SCRIPTS = /\/(?:bin|scripts?|tools?|hack|ci|dev|ops|deploy)\/[\w-]+$/;
