import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lexGoHead } from '../../../server/src/go/imports/lex-head.ts';
import type { GoEvidence, GoFiles } from '../../../server/src/go/model.ts';
import { Made } from '../../../server/src/memory/made.ts';
import { readEvidence } from '../../../server/src/go/code/read-evidence.ts';

/** Evidence of a program whose files are given by their paths in the module example.com/shop. */
function evidenceOf(sources: Readonly<Record<string, string>>): GoEvidence {
  const texts = new Map([['/w/go.mod', 'module example.com/shop\n']]);
  for (const [path, text] of Object.entries(sources)) texts.set(`/w/${path}`, text);
  const made = new Made();
  const files: GoFiles = {
    list: () => null,
    holdsGo: () => false,
    folder: () => null,
    head: (path) => {
      const text = texts.get(path);
      return text === undefined ? null : lexGoHead(text);
    },
    text: (path) => texts.get(path) ?? null,
    source: (path) => {
      const text = texts.get(path);
      return text === undefined ? null : { path, text };
    },
    made: (fact, object) => made.of(fact, object),
  };
  return readEvidence(
    files,
    [...texts.keys()].filter((path) => path.endsWith('.go')),
  );
}

/** The ports of a program, and `?` where it may open another: `8080 9090 ?`. */
function ports(sources: Readonly<Record<string, string>> | string): string {
  const { listens, listensSomewhere } = evidenceOf(
    typeof sources === 'string' ? { 'main.go': sources } : sources,
  );
  const found = [...new Set(listens.map((each) => each.port))].join(' ');
  return `${found}${listensSomewhere ? ' ?' : ''}`.trim();
}

/** A main package: imports by their paths, the rest of the file, and the body of main. */
const main = (imports: string, body: string, rest = ''): string =>
  `package main\n\nimport (\n${imports
    .split(' ')
    .map((path) => `\t"${path}"`)
    .join('\n')}\n)\n\n${rest}\n\nfunc main() {\n${body}\n}\n`;

const getenv = `func getenv(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}`;

const CASES: readonly (readonly [what: string, source: string | Record<string, string>, expected: string])[] =
  [
    ['a literal', main('net/http', 'http.ListenAndServe(":8081", nil)'), '8081'],
    [
      'a literal in log.Fatal',
      main('net/http log', 'log.Fatal(http.ListenAndServe("0.0.0.0:8081", nil))'),
      '8081',
    ],
    ['TLS', main('net/http', 'http.ListenAndServeTLS(":8443", "a", "b", nil)'), '8443'],
    ['a named port', main('net/http', 'http.ListenAndServe(":http", nil)'), '80'],
    ['any port', main('net', 'l, err := net.Listen("tcp", "127.0.0.1:0")\n_, _ = l, err'), ''],
    [
      'a server',
      main('net/http', 'srv := &http.Server{\n\tAddr: ":8082",\n\tHandler: nil,\n}\nsrv.ListenAndServe()'),
      '8082',
    ],
    [
      'a server, its address later',
      main('net/http', 'var srv http.Server\nsrv.Addr = ":8082"\nsrv.ListenAndServe()'),
      '8082',
    ],
    [
      'a server with TLS',
      main('net/http', 'srv := &http.Server{Addr: ":8443"}\nsrv.ListenAndServeTLS("a", "b")'),
      '8443',
    ],
    [
      'a server in one expression',
      main('net/http', '(&http.Server{Addr: ":8082"}).ListenAndServe()'),
      '8082',
    ],
    ['a listener', main('net net/http', 'l, _ := net.Listen("tcp", ":9000")\nhttp.Serve(l, nil)'), '9000'],
    [
      'a listener by configuration',
      main('net context', 'lc := net.ListenConfig{}\nlc.Listen(context.Background(), "tcp", ":9001")'),
      '9001',
    ],
    [
      'grpc',
      main(
        'net google.golang.org/grpc',
        'l, _ := net.Listen("tcp", ":50051")\ns := grpc.NewServer()\ns.Serve(l)',
      ),
      '50051',
    ],
    ['udp', main('net', 'net.ListenPacket("udp", ":5353")'), '5353'],
    ['a TCP address', main('net', 'net.ListenTCP("tcp", &net.TCPAddr{Port: 7000})'), '7000'],
    ['a unix socket', main('net', 'net.Listen("unix", "/run/app.sock")'), ''],
    ['a constant', main('net/http', 'http.ListenAndServe(addr, nil)', 'const addr = ":8083"'), '8083'],
    [
      'a group of constants',
      main(
        'net/http',
        'http.ListenAndServe(host+":"+port, nil)',
        'const (\n\thost = "0.0.0.0"\n\tport = "8083"\n)',
      ),
      '8083',
    ],
    [
      'a constant of another package',
      {
        'cmd/api/main.go': main(
          'net/http example.com/shop/internal/config',
          'http.ListenAndServe(config.Addr, nil)',
        ),
        'internal/config/config.go': 'package config\n\nconst Addr = ":8084"\n',
      },
      '8084',
    ],
    [
      'a number',
      main('net/http fmt', 'port := 8085\nhttp.ListenAndServe(fmt.Sprintf(":%d", port), nil)'),
      '8085',
    ],
    [
      'host and port',
      main('net/http fmt os', 'http.ListenAndServe(fmt.Sprintf("%s:%d", os.Getenv("HOST"), 8086), nil)'),
      '8086',
    ],
    ['JoinHostPort', main('net net/http', 'http.ListenAndServe(net.JoinHostPort("", "8087"), nil)'), '8087'],
    ['Itoa', main('net/http strconv', 'http.ListenAndServe(":"+strconv.Itoa(8088), nil)'), '8088'],
    [
      'a variable with a default',
      main('net/http os', 'http.ListenAndServe(":"+getenv("PORT", "8089"), nil)', getenv),
      '8089',
    ],
    [
      'a variable with a default in an if',
      main(
        'net/http os',
        'port := os.Getenv("PORT")\nif port == "" {\n\tport = "8090"\n}\nhttp.ListenAndServe(":"+port, nil)',
      ),
      '8090',
    ],
    ['a variable alone', main('net/http os', 'http.ListenAndServe(":"+os.Getenv("PORT"), nil)'), '?'],
    [
      'cmp.Or',
      main('net/http os cmp', 'http.ListenAndServe(cmp.Or(os.Getenv("ADDR"), ":8091"), nil)'),
      '8091',
    ],
    [
      'a flag',
      main(
        'net/http flag',
        'addr := flag.String("addr", ":8092", "where")\nflag.Parse()\nhttp.ListenAndServe(*addr, nil)',
      ),
      '8092',
    ],
    [
      'a flag of the package',
      main(
        'net/http flag',
        'flag.Parse()\nhttp.ListenAndServe(*addr, nil)',
        'var addr = flag.String("addr", ":8092", "where")',
      ),
      '8092',
    ],
    [
      'a number flag',
      main(
        'net/http flag fmt',
        'port := flag.Int("port", 8093, "which")\nhttp.ListenAndServe(fmt.Sprintf(":%d", *port), nil)',
      ),
      '8093',
    ],
    [
      'a flag by pointer',
      main(
        'net/http flag',
        'var addr string\nflag.StringVar(&addr, "addr", ":8094", "where")\nhttp.ListenAndServe(addr, nil)',
      ),
      '8094',
    ],
    [
      'a flag by pointer to a field',
      main(
        'net/http flag',
        'var o options\nflag.StringVar(&o.addr, "addr", ":8094", "where")\nhttp.ListenAndServe(o.addr, nil)',
        'type options struct {\n\taddr string\n}',
      ),
      '8094',
    ],
    [
      'pflag',
      main(
        'net/http github.com/spf13/pflag',
        'var addr string\npflag.StringVarP(&addr, "addr", "a", ":8095", "where")\nhttp.ListenAndServe(addr, nil)',
      ),
      '8095',
    ],
    [
      'cobra',
      main(
        'net/http github.com/spf13/cobra',
        'cmd := &cobra.Command{}\ncmd.Flags().Int("port", 8096, "x")\nport, _ := cmd.Flags().GetInt("port")\nhttp.ListenAndServe(fmt.Sprintf(":%d", port), nil)',
      ),
      '8096',
    ],
    [
      'urfave/cli',
      main(
        'net/http github.com/urfave/cli/v2',
        'app := &cli.App{Flags: []cli.Flag{&cli.StringFlag{Name: "addr", Value: ":8097"}}, Action: func(c *cli.Context) error {\n\treturn http.ListenAndServe(c.String("addr"), nil)\n}}\napp.Run(nil)',
      ),
      '8097',
    ],
    [
      'kingpin',
      main(
        'net/http github.com/alecthomas/kingpin/v2',
        'addr := kingpin.Flag("addr", "x").Default(":8098").String()\nhttp.ListenAndServe(*addr, nil)',
      ),
      '8098',
    ],
    [
      'viper',
      main(
        'net/http github.com/spf13/viper',
        'viper.SetDefault("port", 8099)\nhttp.ListenAndServe(":"+viper.GetString("port"), nil)',
      ),
      '8099',
    ],
    [
      'a struct from the environment',
      main(
        'net/http github.com/caarlos0/env',
        'cfg := Config{}\nenv.Parse(&cfg)\nhttp.ListenAndServe(":"+cfg.Port, nil)',
        'type Config struct {\n\tPort string `env:"PORT" envDefault:"8100"`\n}',
      ),
      '8100',
    ],
    [
      'envconfig',
      main(
        'net/http fmt github.com/kelseyhightower/envconfig',
        'var cfg Config\nenvconfig.Process("", &cfg)\nhttp.ListenAndServe(fmt.Sprintf(":%d", cfg.HTTP.Port), nil)',
        'type Config struct {\n\tHTTP struct {\n\t\tPort int `default:"8101"`\n\t}\n\tRedis struct {\n\t\tPort int `default:"6379"`\n\t}\n}',
      ),
      '8101',
    ],
    [
      'a struct without a default',
      main(
        'net/http',
        'var cfg Config\nload(&cfg)\nhttp.ListenAndServe(cfg.Addr, nil)',
        'type Config struct {\n\tAddr string `yaml:"addr"`\n}',
      ),
      '?',
    ],
    [
      'a configuration of another package',
      {
        'cmd/api/main.go': main(
          'net/http example.com/shop/internal/config',
          'cfg := config.Load()\nsrv := &http.Server{Addr: cfg.Addr}\nsrv.ListenAndServe()',
        ),
        'internal/config/config.go': `package config\n\nimport "os"\n\ntype Config struct {\n\tAddr  string\n\tRedis string\n}\n\nfunc Load() *Config {\n\treturn &Config{\n\t\tAddr:  getenv("ADDR", ":8102"),\n\t\tRedis: getenv("REDIS", "redis:6379"),\n\t}\n}\n\n${getenv}\n`,
      },
      '8102',
    ],
    [
      'two structs with a field of one name',
      {
        'cmd/api/main.go': main(
          'net/http example.com/shop/internal/config',
          'cfg := config.Load()\nhttp.ListenAndServe(cfg.HTTP.Addr, nil)',
        ),
        'internal/config/config.go':
          'package config\n\ntype Config struct {\n\tHTTP  HTTP\n\tCache Cache\n}\n\ntype HTTP struct{ Addr string }\ntype Cache struct{ Addr string }\n\nfunc Load() Config {\n\treturn Config{HTTP: HTTP{Addr: ":8103"}, Cache: Cache{Addr: "cache:6379"}}\n}\n',
      },
      '8103',
    ],
    [
      'a parameter',
      main(
        'net/http',
        'run(":8104")',
        'func run(addr string) error {\n\treturn http.ListenAndServe(addr, nil)\n}',
      ),
      '8104',
    ],
    [
      'a server of its own',
      {
        'cmd/api/main.go': main('example.com/shop/internal/server', 's := server.New(":8105")\ns.Start()'),
        'internal/server/server.go':
          'package server\n\nimport "net/http"\n\ntype Server struct {\n\taddr string\n}\n\nfunc New(addr string) *Server {\n\treturn &Server{addr: addr}\n}\n\nfunc (s *Server) Start() error {\n\treturn http.ListenAndServe(s.addr, nil)\n}\n',
      },
      '8105',
    ],
    [
      'several',
      main(
        'net/http',
        'for _, addr := range []string{":8106", ":8107"} {\n\tgo http.ListenAndServe(addr, nil)\n}',
      ),
      '8106 8107',
    ],
    [
      'metrics beside',
      main('net/http', 'go http.ListenAndServe(":9100", nil)\nhttp.ListenAndServe(":8108", nil)'),
      '8108 9100',
    ],
    ['gin', main('github.com/gin-gonic/gin', 'r := gin.Default()\nr.Run(":8109")'), '8109'],
    ['gin by default', main('github.com/gin-gonic/gin', 'r := gin.New()\nr.Run()'), '8080'],
    [
      'gin by a variable',
      main('github.com/gin-gonic/gin os', 'r := gin.New()\nr.Run(os.Getenv("ADDR"))'),
      '?',
    ],
    [
      'echo',
      main('github.com/labstack/echo/v4', 'e := echo.New()\ne.Logger.Fatal(e.Start(":1323"))'),
      '1323',
    ],
    ['fiber', main('github.com/gofiber/fiber/v2', 'app := fiber.New()\napp.Listen(":3000")'), '3000'],
    [
      'hertz',
      main(
        'github.com/cloudwego/hertz/pkg/app/server',
        'h := server.Default(server.WithHostPorts(":8888"))\nh.Spin()',
      ),
      '8888',
    ],
    [
      'a framework with settings of its own',
      main('github.com/zeromicro/go-zero/rest', 'rest.MustNewServer(c).Start()'),
      '?',
    ],
    [
      'an unknown listener',
      main('net/http example.com/other/listeners', 'http.Serve(listeners.Get(), nil)'),
      '?',
    ],
    ['an address that goes nowhere known', main('example.com/other/web', 'web.Go(":8110")'), '?'],
    // What the grammar tells.
    [
      'a function literal outside of functions',
      main(
        'net/http',
        '',
        'var serve = func() error {\naddr := ":8120"\nreturn http.ListenAndServe(addr, nil)\n}',
      ),
      '8120',
    ],
    [
      'a literal whose type the list around it says',
      main(
        'net/http',
        'for _, s := range servers { s.ListenAndServe() }',
        'var servers = []*http.Server{{Addr: ":8121"}, {Addr: ":8122"}}',
      ),
      '8121 8122',
    ],
    [
      'a field of an embedded struct',
      main(
        'net/http flag',
        'var c config\nflag.StringVar(&c.Addr, "addr", ":8123", "")\nhttp.ListenAndServe(c.Addr, nil)',
        'type web struct { Addr string }\ntype other struct { Addr string }\ntype config struct { web }',
      ),
      '8123',
    ],
    [
      'a struct without a name',
      main(
        'net/http',
        'var c struct { Addr string }\nc.Addr = ":8124"\nhttp.ListenAndServe(c.Addr, nil)',
        'type other struct { Addr string }',
      ),
      '8124',
    ],
    [
      'a call with type arguments',
      main(
        'net/http',
        'http.ListenAndServe(or[string]("", ":8125"), nil)',
        'func or[T comparable](a, b T) T {\nif a != *new(T) { return a }\nreturn b\n}',
      ),
      '8125',
    ],
    [
      'what a function literal returns is not what its function returns',
      main(
        'net/http',
        'http.ListenAndServe(addr(), nil)',
        'func addr() string {\nport := func() string { return ":8126" }\nuse(port)\nreturn ":8127"\n}',
      ),
      '8127 ?',
    ],
    [
      'numbers that are added',
      main('net/http fmt', 'http.ListenAndServe(fmt.Sprintf(":%d", base+8), nil)', 'const base = 8120'),
      '8128',
    ],
    [
      'a constant that is repeated',
      main('net/http', 'http.ListenAndServe(second, nil)', 'const (\nfirst = ":8129"\nsecond\n)'),
      '8129',
    ],
    [
      'a hexadecimal port',
      main('net/http fmt', 'http.ListenAndServe(fmt.Sprintf(":%d", 0x1fc2), nil)'),
      '8130',
    ],
    // What a program only calls.
    [
      'redis',
      main('github.com/redis/go-redis/v9', 'redis.NewClient(&redis.Options{Addr: "redis:6379"})'),
      '',
    ],
    ['a database', main('database/sql', 'sql.Open("postgres", "postgres://localhost:5432/x")'), ''],
    ['a dial', main('net', 'net.Dial("tcp", "localhost:5432")'), ''],
    ['a host with a port', main('net os', 'net.Dial("tcp", os.Getenv("REDIS_HOST")+":6379")'), ''],
    ['a client', main('net/http', 'http.Get("http://api:8080/health")'), ''],
    [
      'a server type that serves nothing',
      main('net/http', 'srv := &http.Server{Addr: "proxy:3128"}\nuse(srv)'),
      '',
    ],
    ['a test table', main('testing', 't.Run(":8111 is fine", nil)'), ''],
    ['nothing', main('fmt', 'fmt.Println("hello, :8080")'), ''],
  ];

for (const [what, source, expected] of CASES)
  test(`ports: ${what}`, () => {
    assert.equal(ports(source), expected);
  });

test('a port stands at the literal that says it', () => {
  const source = main('net/http', 'http.ListenAndServe(":"+port, nil)', 'const port = "8081"');
  const [listen] = evidenceOf({ 'main.go': source }).listens;
  assert.ok(listen);
  assert.equal(source.slice(listen.at.span.start, listen.at.span.end), '"8081"');
});

const names = (source: string): string[] =>
  evidenceOf({ 'main.go': source }).environment.map((each) => each.name);

test('the environment names that it mentions', () => {
  assert.deepEqual(names(main('os', 'os.Getenv("DATA_DIR")\nos.LookupEnv("TOKEN")')), ['DATA_DIR', 'TOKEN']);
  assert.deepEqual(names(main('os', 'os.Getenv(envDir)', 'const envDir = "DATA_DIR"')), ['DATA_DIR']);
  assert.deepEqual(
    names(main('os', '', 'type c struct {\n\tDir string `env:"DATA_DIR,required" envDefault:"/data"`\n}')),
    ['DATA_DIR'],
  );
  assert.deepEqual(names(main('github.com/spf13/viper', 'viper.BindEnv("dir", "APP_DIR")')), ['APP_DIR']);
  assert.deepEqual(names(main('net/http', 'http.NewRequest("GET", "http://x", nil)')), []);
});

const named = (source: string): string[] => evidenceOf({ 'main.go': source }).paths.map((each) => each.path);

test('the absolute paths that it mentions', () => {
  assert.deepEqual(named(main('os', 'os.Open("/data/uploads")')), ['/data/uploads']);
  assert.deepEqual(named(main('os path/filepath', 'filepath.Join("/data", name)')), ['/data']);
  assert.deepEqual(named(main('fmt', 'fmt.Sprintf("/data/in/%s.csv", name)')), ['/data/in/']);
  assert.deepEqual(named(main('database/sql', 'sql.Open("sqlite", "file:/data/app.db?_fk=1")')), [
    '/data/app.db',
  ]);
  assert.deepEqual(named(main('os', '', 'type c struct {\n\tDir string `envDefault:"/data"`\n}')), ['/data']);
  assert.deepEqual(named(main('net/http', 'http.HandleFunc("/health", nil)\nr.GET("/users", list)')), []);
  assert.deepEqual(named(main('fmt', 'fmt.Println("/ is the root", "a/b", "//x")')), []);
});

test('a program whose settings may come from any variable is not complete', () => {
  assert.equal(evidenceOf({ 'main.go': main('os', 'os.Getenv("A_DIR")') }).complete, true);
  assert.equal(
    evidenceOf({ 'main.go': main('github.com/spf13/viper', 'viper.AutomaticEnv()') }).complete,
    false,
  );
});

test('functions that call each other, and names that mean themselves, end', () => {
  assert.equal(
    ports(
      main(
        'net/http',
        'http.ListenAndServe(a(), nil)',
        'func a() string { return b() }\nfunc b() string { return a() }',
      ),
    ),
    '?',
  );
  assert.equal(ports(main('net/http', 'x := x + ":"\nhttp.ListenAndServe(x, nil)')), '?');
});

test('any text is read without an error', () => {
  const pieces = fc.constantFrom(
    ...'func main ( ) { } [ ] , . := = + "8080" ":8081" http ListenAndServe Addr : & * ; type struct var const return range `env:"PORT"` // x \n if'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
      evidenceOf({ 'main.go': `package main\n${words.join(' ')}` });
    }),
    { numRuns: 300 },
  );
});

const starts = (source: string): readonly (readonly (readonly string[])[])[] =>
  evidenceOf({ 'main.go': source }).starts.map(({ words }) => words);

test('each argument of a variadic function is a word of what it starts', () => {
  const git = 'func git(args ...string) { exec.Command("git", args...).Run() }';
  assert.deepEqual(starts(main('os/exec', 'git("fetch", "origin")\ngit("push")', git)), [
    [['git'], ['fetch', 'origin', 'push']],
  ]);
  assert.deepEqual(
    starts(main('os/exec', 'run("git", "push")', 'func run(args ...string) { exec.Command(args[0]).Run() }')),
    [[['git']]],
  );
});

test('the paths of imports are no names of programs', () => {
  assert.deepEqual(
    evidenceOf({ 'main.go': main('os os/exec', 'exec.Command(os.Args[1], "convert")') }).names,
    ['convert'],
  );
});

test('of very many values it is told that there are others', () => {
  const list = Array.from({ length: 30 }, (_, i) => `"tool${i}"`).join(', ');
  const [words] = starts(main('os/exec', `for _, t := range []string{${list}} { exec.Command(t).Run() }`));
  assert.equal(words?.[0]?.length, 16);
  assert.ok(words?.[0]?.includes('\0'));
});
