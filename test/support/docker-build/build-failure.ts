/** A build that went wrong, with what it said. */
export class BuildFailure extends Error {}
