declare const DOCKERFILE_SPLIT_VERSION: string | undefined;

/** The version of the package, written in by the bundler; a run from the sources says so. */
export const VERSION =
  typeof DOCKERFILE_SPLIT_VERSION === 'string' ? DOCKERFILE_SPLIT_VERSION : 'from sources';
