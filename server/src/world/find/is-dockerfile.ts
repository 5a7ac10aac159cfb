/**
 * Whether a file of this name is a Dockerfile by the names that Docker, BuildKit and the editors go by. Case matters
 * as it does to `docker build`, which looks for `Dockerfile` and then for `dockerfile`.
 */
export const isDockerfile = (name: string): boolean =>
  !name.endsWith('.dockerignore') && !BACKUP.test(name) && NAME.test(name);

const NAME = /^(?:[Dd]ockerfile|Containerfile)(?:[.-].+)?$|.\.(?:[Dd]ockerfile|containerfile)$/;
/** Templates and what editors leave behind are not Dockerfiles yet, or any more. */
const BACKUP = /(?:~|\.(?:bak|orig|rej|swp|tmpl|tpl|j2|jinja2?|gotmpl|in|md|txt|ya?ml|json|sh|go|py|js|ts))$/;
