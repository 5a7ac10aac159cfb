import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

/** A shared image of three programs, of which `shop` starts others in some way; what the split keeps beside it. */
interface Shape {
  readonly what: string;
  /** The body of shop's main.go below the package clause. */
  readonly code: string;
  /** Further lines of service shop. */
  readonly service?: string;
  /** Flags of shop's build. */
  readonly flags?: string;
  /** Further lines of the last stage. */
  readonly lines?: string;
  /** Lines of the Compose file below its services. */
  readonly top?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Names of programs, or a part of the reason why that cannot be told. */
  readonly expected: readonly string[] | RegExp;
}

const main = (imports: string, body: string, rest = ''): string =>
  `import (\n${imports
    .split(' ')
    .map((path) => `\t"${path}"`)
    .join('\n')}\n)\n\n${rest}\n\nfunc main() {\n${body}\n}\n`;

const SHAPES: readonly Shape[] = [
  { what: 'nothing', code: main('fmt', 'fmt.Println()'), expected: [] },
  { what: 'a literal', code: main('os/exec', 'exec.Command("/opt/mails").Run()'), expected: ['mails'] },
  {
    what: 'a name from PATH',
    code: main('os/exec context', 'exec.CommandContext(context.TODO(), "mails").Run()'),
    expected: ['mails'],
  },
  {
    what: 'another tool',
    code: main('os/exec os', 'exec.Command("ffmpeg", os.Args[1]).Run()'),
    expected: [],
  },
  { what: 'itself', code: main('os/exec os', 'exec.Command(os.Args[0], "child").Run()'), expected: [] },
  {
    what: 'itself by its path',
    code: main('os/exec os', 'me, _ := os.Executable()\nexec.Command(me, "child").Run()'),
    expected: [],
  },
  {
    what: 'a part of the name',
    code: main('os/exec os', 'exec.Command("mai" + os.Args[1]).Run()'),
    expected: ['mails'],
  },
  {
    what: 'a part of the path',
    code: main('os/exec path/filepath os', 'exec.Command(filepath.Join(os.Getenv("DIR"), "mails")).Run()'),
    expected: ['mails'],
  },
  {
    what: 'a format',
    code: main('os/exec fmt os', 'exec.Command(fmt.Sprintf("/opt/%s", os.Args[1])).Run()'),
    expected: ['mails', 'report'],
  },
  {
    what: 'an argument',
    code: main('os/exec os', 'exec.Command(os.Args[1]).Run()'),
    service: 'command: ["/opt/shop", "mails"]',
    expected: ['mails'],
  },
  {
    what: 'an argument by a flag',
    code: main('os/exec flag', 'p := flag.String("run", "", "")\nflag.Parse()\nexec.Command(*p).Run()'),
    service: 'command: /opt/shop -run=/opt/report',
    expected: ['report'],
  },
  {
    what: 'an argument that names none',
    code: main('os/exec os', 'exec.Command(os.Args[1]).Run()'),
    service: 'command: ["/opt/shop", "date"]',
    expected: [],
  },
  {
    what: 'an argument of a shell',
    code: main('os/exec os', 'exec.Command("sh", "-c", os.Args[1]).Run()'),
    service: 'command: ["/opt/shop", "mails --once; date"]',
    expected: ['mails'],
  },
  {
    what: 'a variable of Compose',
    code: main('os/exec os', 'exec.Command(os.Getenv("RUN")).Run()'),
    service: 'environment:\n      RUN: /opt/mails',
    expected: ['mails'],
  },
  {
    what: 'a variable of the image',
    code: main('syscall os', 'syscall.Exec(os.Getenv("RUN"), nil, nil)'),
    lines: 'ENV RUN=/opt/report',
    expected: ['report'],
  },
  {
    what: 'a default of a flag',
    code: main('os/exec flag', 'p := flag.String("run", "mails", "")\nexec.Command(*p).Run()'),
    expected: ['mails'],
  },
  {
    what: 'a variable that the linker sets',
    code: main('os', 'os.StartProcess(run, nil, nil)', 'var run string'),
    flags: '-ldflags "-s -X main.run=/opt/mails"',
    expected: ['mails'],
  },
  {
    what: 'a variable that nobody sets',
    code: main('os/exec', 'exec.Command(run).Run()', 'var run = "date"'),
    expected: [],
  },
  {
    what: 'an embedded text',
    code: main(
      'os/exec strings embed',
      'exec.Command(strings.TrimSpace(run)).Run()',
      '//go:embed run.txt\nvar run string',
    ),
    files: { 'cmd/shop/run.txt': 'report\n' },
    expected: ['report'],
  },
  {
    what: 'a file that is mounted',
    code: main(
      'os/exec os gopkg.in/yaml.v3',
      'b, _ := os.ReadFile("/etc/jobs.yml")\nvar c struct{ Jobs []string }\nyaml.Unmarshal(b, &c)\nfor _, j := range c.Jobs {\n\texec.Command(j).Run()\n}',
    ),
    service: 'volumes:\n      - ./jobs.yml:/etc/jobs.yml:ro',
    files: { 'jobs.yml': 'Jobs: [mails]\n' },
    expected: ['mails'],
  },
  {
    what: 'a map of literals',
    code: main(
      'os/exec os',
      'exec.Command(jobs[os.Args[1]]).Run()',
      'var jobs = map[string]string{"m": "/opt/mails", "d": "date"}',
    ),
    expected: ['mails'],
  },
  {
    what: 'a list of literals',
    code: main(
      'os/exec',
      'for _, each := range []string{"mails", "report"} {\n\texec.Command(each).Run()\n}',
    ),
    expected: ['mails', 'report'],
  },
  {
    what: 'a helper with a parameter',
    code: main(
      'os/exec',
      'run("mails")',
      'func run(name string, args ...string) error {\n\treturn exec.Command(name, args...).Run()\n}',
    ),
    expected: ['mails'],
  },
  {
    what: 'a helper behind an interface',
    code: main(
      'os/exec',
      'var r runner = real{}\nr.Run("mails")',
      'type runner interface{ Run(name string) error }\ntype real struct{}\nfunc (real) Run(name string) error { return exec.Command(name).Run() }',
    ),
    expected: ['mails'],
  },
  {
    what: 'a name for exec.Command',
    code: main('os/exec', 'run("mails").Run()', 'var run = exec.Command'),
    expected: ['mails'],
  },
  {
    what: 'exec.Command handed on',
    code: main('os/exec example.com/shapes/other', 'other.Use(exec.Command)'),
    expected: /cmd\/shop\/main\.go:11 starts what is only known while it runs/,
  },
  {
    what: 'exec.Cmd',
    code: main('os/exec', 'c := &exec.Cmd{Path: "/opt/mails"}\nc.Run()'),
    expected: ['mails'],
  },
  {
    what: 'a request',
    code: main(
      'os/exec net/http',
      'http.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {\n\texec.Command(r.URL.Query().Get("x")).Run()\n})',
    ),
    expected: /cmd\/shop\/main\.go:\d+ starts what is only known while it runs/,
  },
  {
    what: 'the body of a request',
    code: main(
      'os/exec net/http encoding/json',
      'http.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {\n\tvar j job\n\tjson.NewDecoder(r.Body).Decode(&j)\n\texec.Command(j.Run).Run()\n})',
      'type job struct{ Run string }',
    ),
    files: { 'notes.json': '{}' },
    lines: 'COPY notes.json /notes.json',
    expected: /starts what is only known while it runs/,
  },
  {
    what: 'standard input',
    code: main('os/exec bufio os', 's := bufio.NewScanner(os.Stdin)\ns.Scan()\nexec.Command(s.Text()).Run()'),
    expected: /starts what is only known while it runs/,
  },
  {
    what: 'whatever lies in a folder',
    code: main(
      'os/exec os',
      'found, _ := os.ReadDir("/opt")\nfor _, each := range found {\n\texec.Command("/opt/" + each.Name()).Run()\n}',
    ),
    expected: ['mails', 'report'],
  },
  {
    what: 'another tool by a list that grows',
    code: main(
      'os/exec os',
      'args := []string{"ffmpeg", "-i"}\nargs = append(args, os.Getenv("IN"))\nexec.Command(args[0], args[1:]...).Run()',
    ),
    service: 'environment:\n      IN: mails',
    expected: [],
  },
  {
    what: 'a list that grows by its name',
    code: main(
      'os/exec os',
      'var args []string\nargs = append(args, os.Getenv("RUN"))\nexec.Command(args[0], args[1:]...).Run()',
    ),
    service: 'environment:\n      RUN: /opt/mails',
    expected: ['mails'],
  },
  {
    what: 'a script of the image',
    code: main('os/exec', 'exec.Command("/scripts/run.sh").Run()'),
    files: { 'run.sh': '#!/bin/sh\nexec mails --once\n' },
    lines: 'COPY run.sh /scripts/run.sh',
    expected: ['mails'],
  },
  {
    what: 'a line of a shell with an unknown command',
    code: main(
      'os/exec net/http',
      'http.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {\n\texec.Command("sh", "-c", "cd /data && " + r.FormValue("x")).Run()\n})',
    ),
    expected: /starts what is only known while it runs/,
  },
  {
    what: 'a line of a shell with an unknown argument',
    code: main(
      'os/exec net/http',
      'http.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {\n\texec.Command("sh", "-c", "ffmpeg -i " + r.FormValue("x")).Run()\n})',
    ),
    expected: [],
  },
  {
    what: 'a file among others that nobody can read',
    code: main(
      'os/exec os encoding/json',
      'b, _ := os.ReadFile("/etc/jobs.json")\nvar c jobs\njson.Unmarshal(b, &c)\nexec.Command(c.Run).Run()',
      'type jobs struct{ Run string }',
    ),
    files: { 'notes.json': '{}' },
    lines: 'COPY notes.json /notes.json',
    service: 'configs:\n      - jobs',
    top: 'configs:\n  jobs:\n    content: x\n',
    expected: /starts what is only known while it runs/,
  },
  {
    what: 'a script as health check',
    code: main('fmt', 'fmt.Println()'),
    files: { 'check.sh': '#!/bin/sh\n/opt/report --check || exit 1\n' },
    lines: 'COPY check.sh /check.sh',
    service: 'healthcheck:\n      test: ["CMD", "/check.sh"]',
    expected: ['report'],
  },
  {
    what: 'a wrapper in its entry script',
    code: main('fmt', 'fmt.Println()'),
    files: { 'entry.sh': '#!/bin/sh\nflock /tmp/lock /opt/report up\nexec "$@"\n' },
    lines: 'COPY entry.sh /entry.sh',
    service: 'entrypoint: ["/entry.sh", "/opt/shop"]',
    expected: ['report'],
  },
  {
    what: 'a crontab of its entry script',
    code: main('fmt', 'fmt.Println()'),
    files: { 'entry.sh': '#!/bin/sh\ncron\nexec "$@"\n', 'jobs/nightly': '0 3 * * * root /opt/mails\n' },
    lines: 'COPY entry.sh /entry.sh\nCOPY jobs /etc/cron.d',
    service: 'entrypoint: ["/entry.sh", "/opt/shop"]',
    expected: ['mails'],
  },
  {
    what: 'a hook that nobody can read',
    code: main('fmt', 'fmt.Println()'),
    service: 'post_start:\n      - command: sh -c "$$WHAT"',
    expected: /what post_start of service shop starts is not known/,
  },
  {
    what: 'a hook of the watch',
    code: main('fmt', 'fmt.Println()'),
    service:
      'develop:\n      watch:\n        - action: sync+exec\n          path: ./web\n          target: /web\n          exec:\n            command: report --all',
    expected: ['report'],
  },
  {
    what: 'a container before the start',
    code: main('fmt', 'fmt.Println()'),
    service: 'pre_start:\n      - command: ["/opt/report", "up"]',
    expected: ['report'],
  },
];

for (const {
  what,
  code,
  service = 'command: ["/opt/shop"]',
  flags = '',
  lines = '',
  top = '',
  files = {},
  expected,
} of SHAPES)
  test(`a program that starts others: ${what}`, () =>
    onWorkspace(
      {
        'go.mod': 'module example.com/shapes\n\ngo 1.23\n',
        'cmd/shop/main.go': `package main\n\n${code}`,
        'cmd/mails/main.go': 'package main\n\nfunc main() { println("mails") }\n',
        'cmd/report/main.go': 'package main\n\nfunc main() { println("report") }\n',
        Dockerfile: `FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN go build ${flags} -o /out/shop ./cmd/shop
RUN go build -o /out/mails ./cmd/mails
RUN go build -o /out/report ./cmd/report

FROM debian:12-slim
ENV PATH=/opt:/usr/bin
${lines}
COPY --from=build /out/shop /out/mails /out/report /opt/
CMD ["/opt/shop"]
`,
        'compose.yaml': `services:
  shop:
    build: .
    ${service}
  mails:
    build: .
    command: ["/opt/mails"]
  report:
    build: .
    command: ["/opt/report"]
${top}`,
        ...files,
      },
      async (bench) => {
        const inspected = await bench.json('inspect');
        const shop = inspected.projects[0].services.find((each: { name: string }) => each.name === 'shop');
        const also = shop.runs.also.map((each: string) => each.replace('cmd/', '')).sort();
        const plan = await bench.json('split', '--program', 'shop');
        const reasons = plan.refused.map((each: { reason: string }) => each.reason).join('\n');
        if (expected instanceof RegExp) assert.match(reasons, expected);
        else {
          assert.deepEqual(also, expected);
          // Where it starts every other program, there is nothing to take out.
          if (expected.length < 2) assert.equal(reasons, '');
        }
      },
    ));
