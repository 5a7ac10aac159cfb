import type { Query, Reader } from '../../memory/snapshot.ts';
import { basename } from '../../text/path.ts';
import { textFiles } from './text-files.ts';

/**
 * Whether something in a repository may hand its images to others: a push, a registry's action, a manifest of an orchestrator.
 * What runs of such an image, and how, is not to be seen here.
 */
export const publishesImages = (reader: Reader, root: string): boolean => {
  const { files, complete } = reader.derive(textFiles, root);
  return !complete || files.some((file) => reader.derive(publishesIn, file));
};

const publishesIn: Query<string, boolean> = {
  name: 'publishes-in',
  compute(reader, file) {
    if (
      /\.(?:go|mod|md|txt|html?|[jt]sx?|py|rb|java|rs|proto|sql)$/.test(file) ||
      basename(file).startsWith('LICENSE')
    )
      return false;
    const state = reader.file(file);
    return state.kind === 'text' && PUBLISHES.test(state.file.text);
  },
};

const PUBLISHES =
  /\b(?:docker|podman|buildah|nerdctl|crane|skopeo)\b[^\n]*\b(?:push|copy)\b|--push\b|build-push-action|\bkaniko\b|\bpush:\s*true\b|^[ \t]*kind:[ \t]*["']?(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|Service|Rollout|HelmRelease|Kustomization)\b|\bfly(?:ctl)?\s+deploy|\bgcloud\b[^\n]*\b(?:deploy|builds)\b|\bskaffold\b|\bgoreleaser\b|registry:|\baws_ecs|docker_image|\bko\s+(?:build|apply)/m;

/** Whether a text of the repository, beside its Dockerfiles and its Go, names a path of an image. */
export const namedAnywhere = (reader: Reader, root: string, path: string): boolean =>
  reader.derive(textFiles, root).files.some((file) => {
    if (file.endsWith('.go') || /dockerfile/i.test(basename(file))) return false;
    const state = reader.file(file);
    return state.kind === 'text' && state.file.text.includes(path);
  });
