import fc from 'fast-check';

/**
 * Dockerfiles of up to three stages on Debian, whose instructions move few files about among few places, so that they
 * often meet: what one instruction wrote another copies, links, moves or takes away.
 */
export const randomDockerfile = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(stage(), { minLength: 1, maxLength: 2 }), fc.boolean(), last())
    .map(([stages, scratch, end]) => {
      const named = stages.map((lines, index) => [
        `FROM debian:bookworm-slim AS s${index}`,
        PREPARE,
        ...lines,
      ]);
      const from = scratch ? 'FROM scratch' : `FROM s${stages.length - 1}`;
      return `${[...named.flat(), from, ...end].join('\n')}\n`;
    });

const PLACES = ['/app', '/app/dir', '/srv', '/srv/x', '/data'];
/** Most of what is copied or moved is there then. */
const PREPARE = `RUN mkdir -p ${PLACES.join(' ')}`;
const NAMES = ['one', 'two', 'file.txt'];
const FILES = ['a.txt', 'dir/one.txt', 'dir/deep/three.txt'];
const FOLDERS = ['dir', 'dir/', 'dir/deep', '.'];

const place = (): fc.Arbitrary<string> => fc.constantFrom(...PLACES);
const file = (): fc.Arbitrary<string> =>
  fc.tuple(place(), fc.constantFrom(...NAMES)).map((parts) => parts.join('/'));
const any = (): fc.Arbitrary<string> => fc.oneof(place(), file());

/** Each makes first what it needs, so that most of the builds succeed. */
const command = (): fc.Arbitrary<string> =>
  fc.oneof(
    place().map((to) => `mkdir -p ${to}`),
    file().map((to) => `mkdir -p $(dirname ${to}) && touch ${to}`),
    fc
      .tuple(fc.constantFrom('x', 'y z'), file())
      .map(([text, to]) => `mkdir -p ${to.slice(0, to.lastIndexOf('/'))} && echo ${text} >${to}`),
    any().map((path) => `rm -rf ${path}`),
    fc.tuple(place(), any()).map(([from, to]) => `mkdir -p ${from} && ln -sfn ${from} ${to}-link`),
    fc.tuple(any(), any()).map(([from, to]) => `if [ -e ${from} ]; then mkdir -p ${to}-made; fi`),
    fc
      .tuple(place(), fc.constantFrom(...NAMES))
      .map(([from, name]) => `mkdir -p ${from} && cd ${from} && echo ${name} >${name}`),
    fc
      .tuple(place(), place())
      .map(([from, to]) => `mkdir -p ${from} ${to}-copy && cp -r ${from} ${to}-copy/`),
    fc
      .tuple(place(), fc.constantFrom(...NAMES))
      .map(([from, name]) => `mkdir -p ${from} && mv ${from} /moved-${name}`),
    fc
      .tuple(place(), fc.constantFrom('700', 'g-rx', 'a=rX', 'u+s', '-R 750', '-R go-r'))
      .map(([from, mode]) => `mkdir -p ${from} && chmod ${mode} ${from}`),
    fc
      .tuple(place(), fc.constantFrom('7:8', '9', ':10', '-R 11:12'))
      .map(([from, owner]) => `mkdir -p ${from} && chown ${owner} ${from}`),
  );

const setting = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom('A', 'B'), fc.constantFrom('1', '"t w o"', '$A', '${B:-none}'))
      .map(([name, value]) => `ENV ${name}=${value}`),
    fc.constantFrom(
      'ARG A=arg',
      'ARG B',
      'USER 1000',
      'USER nobody',
      'EXPOSE 80',
      'EXPOSE 90/udp',
      'EXPOSE ${P:-70}',
    ),
    fc.constantFrom(
      'CMD ["/app/one"]',
      'CMD app $A',
      'ENTRYPOINT ["/srv/x/two", "-v"]',
      'ENTRYPOINT exec two',
    ),
    fc.constantFrom('/app', 'rel', '../up', '/srv/x', '/w$A').map((to) => `WORKDIR ${to}`),
  );

const copy = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...FILES), fc.oneof(file(), place())).map(([from, to]) => `COPY ${from} ${to}`),
    fc
      .tuple(fc.constantFrom(...FOLDERS), place(), fc.constantFrom('', '/'))
      .map(([from, to, slash]) => `COPY ${from} ${to}${slash}`),
    place().map((to) => `COPY a.txt dir/*.txt ${to}/`),
  );

/** While it stands as another user a command could not write, so commands run as root. */
const stage = (): fc.Arbitrary<string[]> =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: copy() },
      { weight: 5, arbitrary: command().map((text) => `USER 0\nRUN ${text}`) },
      { weight: 2, arbitrary: setting() },
    ),
    { minLength: 2, maxLength: 7 },
  );

const last = (): fc.Arbitrary<string[]> =>
  fc.array(
    fc.oneof(
      copy(),
      setting(),
      fc.tuple(place(), place()).map(([from, to]) => `COPY --from=s0 ${from} ${to}`),
    ),
    { minLength: 1, maxLength: 6 },
  );
