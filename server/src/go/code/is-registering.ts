/** Whether a method of this name takes a path of a web server first: it registers one, or asks for one. */
export const isRegistering = (name: string): boolean => ROUTES.test(name);

const ROUTES =
  /^(?:Handle|HandleFunc|HandlerFunc|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any|All|Get|Post|Put|Patch|Delete|Head|Options|Connect|Group|Route|Mount|StripPrefix|NewRequest|Path|PathPrefix|Match|Static|StaticFS|Use|Redirect|ServeFiles)$/;
