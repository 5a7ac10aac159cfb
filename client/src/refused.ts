/** Something that is not done, with the reason for the person who asked. */
export class Refused extends Error {}
