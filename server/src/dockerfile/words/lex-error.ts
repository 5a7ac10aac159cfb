/** What BuildKit's shell lexer rejects. It is caught inside this folder and becomes data there. */
export class LexError extends Error {}
