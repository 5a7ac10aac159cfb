import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { whoRefers } from '../../../server/src/split/references/who-refers.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/** The lines that refer to a Dockerfile of a repository with one at its root, in `backend` and in `tools/docker`. */
function linesOf(file: string, text: string, dockerfile: string, context: string): number[] {
  const files = new MemoryFiles([
    ['/r/Dockerfile', ''],
    ['/r/backend/Dockerfile', ''],
    ['/r/tools/docker/Dockerfile', ''],
    ['/r/backend/worker.Dockerfile', ''],
    [`/r/${file}`, text],
  ]);
  const { found, complete } = whoRefers(new Snapshot(files), '/r', {
    dockerfile: `/r/${dockerfile}`,
    context: `/r${context}`,
  });
  assert.ok(complete);
  return found.filter((each) => each.file === `/r/${file}`).map((each) => each.line);
}

const atRoot = (file: string, text: string): number[] => linesOf(file, text, 'Dockerfile', '');
const inBackend = (file: string, text: string): number[] =>
  linesOf(file, text, 'backend/Dockerfile', '/backend');

describe('whoRefers', () => {
  test('a bare name is the file beside, or at the root', () => {
    const line = 'image:\n\tdocker build -t shop -f Dockerfile .\n';
    assert.deepEqual(atRoot('Makefile', line), [2]);
    assert.deepEqual(inBackend('Makefile', line), []);
    assert.deepEqual(inBackend('backend/Makefile', line), [2]);
    assert.deepEqual(atRoot('.github/workflows/ci.yml', 'with:\n  file: Dockerfile\n'), [2]);
    assert.deepEqual(inBackend('.github/workflows/ci.yml', 'with:\n  file: Dockerfile\n'), []);
  });

  test('a bare name is also the file of a folder that is named', () => {
    assert.deepEqual(inBackend('Makefile', 'image:\n\tcd backend && docker build -f Dockerfile .\n'), [2]);
    const bake = 'target "api" {\n  context = "./backend"\n  dockerfile = "Dockerfile"\n}\n';
    assert.deepEqual(inBackend('docker-bake.hcl', bake), [3]);
    assert.deepEqual(atRoot('docker-bake.hcl', bake), [3]);
  });

  test('a path is seen from the file and from the root, not from anywhere', () => {
    assert.deepEqual(inBackend('Makefile', 'image:\n\tdocker build -f ./backend/Dockerfile .\n'), [2]);
    assert.deepEqual(inBackend('scripts/build.sh', 'docker build -f ../backend/Dockerfile ..\n'), [1]);
    assert.deepEqual(
      linesOf('Makefile', 'x:\n\tdocker build -f docker/Dockerfile .\n', 'tools/docker/Dockerfile', ''),
      [],
    );
    assert.deepEqual(
      linesOf('tools/Makefile', 'x:\n\tdocker build -f docker/Dockerfile .\n', 'tools/docker/Dockerfile', ''),
      [2],
    );
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -f backend/Dockerfile backend\n'), []);
  });

  test('a name with more before or behind it is another', () => {
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -f worker.Dockerfile .\n'), []);
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -f Dockerfile.dev .\n'), []);
  });

  test('a variable may stand for any folder', () => {
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -f $(DIR)/Dockerfile .\n'), [2]);
    assert.deepEqual(inBackend('build.sh', `docker build -f "\${DIR}/Dockerfile" .\n`), [1]);
    assert.deepEqual(inBackend('build.sh', 'docker build -f $ROOT/backend/Dockerfile .\n'), [1]);
    assert.deepEqual(inBackend('build.sh', 'docker build -f $ROOT/front/Dockerfile .\n'), []);
  });

  test('a folder that is built without a name means its own Dockerfile', () => {
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -t shop backend\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -t shop .\n'), []);
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -t shop .\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tcd backend && docker build -t shop .\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -f Dockerfile.dev backend\n'), []);
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build \\\n\t  -t shop \\\n\t  .\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build \\\n\t  -t shop \\\n\t  .\n'), []);
    assert.deepEqual(inBackend('.github/workflows/ci.yml', 'with:\n  context: ./backend\n'), [2]);
  });

  test('comments build nothing', () => {
    assert.deepEqual(atRoot('Makefile', '# The Dockerfile is for Compose.\n'), []);
    assert.deepEqual(atRoot('docker-bake.hcl', '// dockerfile = "Dockerfile"\n'), []);
  });

  test('each kind of file that people build with', () => {
    const named = 'docker build -f backend/Dockerfile backend\n';
    for (const file of [
      'Makefile',
      'Taskfile.yml',
      'justfile',
      'Tiltfile',
      'skaffold.yaml',
      'heroku.yml',
      'fly.toml',
      'render.yaml',
      '.devcontainer/devcontainer.json',
      'docker-bake.json',
      '.github/workflows/ci.yml',
      '.gitlab-ci.yml',
      '.circleci/config.yml',
      'cloudbuild.yaml',
      'scripts/image.sh',
      'package.json',
      'README.md',
      'docs/build.adoc',
    ])
      assert.deepEqual(inBackend(file, named), [1], file);
  });

  test('documents count by their commands', () => {
    assert.deepEqual(atRoot('README.md', 'The Dockerfile builds both.\n\n    docker build .\n'), [3]);
    assert.deepEqual(inBackend('README.md', 'See `backend/Dockerfile`.\ndocker compose build\n'), []);
  });

  test('Compose files count where they belong to no project', () => {
    const text = 'services:\n  api:\n    build:\n      context: ./backend\n      dockerfile: Dockerfile\n';
    assert.deepEqual(inBackend('docker-compose.ci.yml', text), [5]);
    const files = new MemoryFiles([
      ['/r/backend/Dockerfile', ''],
      ['/r/docker-compose.ci.yml', text],
    ]);
    const judged = new Set(['/r/docker-compose.ci.yml']);
    const { found } = whoRefers(
      new Snapshot(files),
      '/r',
      { dockerfile: '/r/backend/Dockerfile', context: '/r/backend' },
      judged,
    );
    assert.deepEqual(found, []);
  });

  test('any text file may build, whatever it is called', () => {
    for (const [file, text] of Object.entries({
      'copilot/api/manifest.yml': 'image:\n  build: backend/Dockerfile\n',
      'copilot/web/manifest.yml': 'image:\n  build:\n    context: backend\n',
      '.do/app.yaml': 'services:\n  - name: api\n    dockerfile_path: backend/Dockerfile\n',
      'captain-definition': '{ "schemaVersion": 2, "dockerfilePath": "./backend/Dockerfile" }\n',
      'infra/main.tf': 'resource "docker_image" "api" {\n  build {\n    context = "../backend"\n  }\n}\n',
      'infra/image.tf': 'context = "${path.module}/../backend"\n',
      'tools/build.py': "client.images.build(path='backend', dockerfile='Dockerfile')\n",
      'tools/make.py': "IMAGE = Path('backend') / 'Dockerfile'\n",
      'tools/build.ps1': 'docker build -f backend\\Dockerfile backend\n',
      'internal/run_test.go': 'request.FromDockerfile.Dockerfile = "backend/Dockerfile"\n',
      BUILD: 'container(name = "api", file = "backend/Dockerfile")\n',
      'ci.nix': 'build = ./backend/Dockerfile;\n',
    }))
      assert.notDeepEqual(inBackend(file, text), [], file);
  });

  test('files that build nothing do not count, whatever they name', () => {
    for (const file of ['.dockerignore', '.gitignore', 'CODEOWNERS', '.gitattributes', 'LICENSE'])
      assert.deepEqual(atRoot(file, 'Dockerfile\n'), [], file);
    assert.deepEqual(atRoot('docs/how.md', 'The Dockerfile has two stages.\n'), []);
    assert.deepEqual(atRoot('image.png', 'Dockerfile\n'), []);
  });

  test('builders that name no file', () => {
    for (const [file, text] of Object.entries(NAMELESS)) assert.notDeepEqual(atRoot(file, text), [], file);
  });

  test('builders that name another file, or none at all', () => {
    for (const [file, text] of Object.entries(OTHERS)) assert.deepEqual(atRoot(file, text), [], file);
  });

  test('a builder that names another folder', () => {
    for (const [file, text] of Object.entries({
      Tiltfile: "docker_build('shop/web', './web')\n",
      'skaffold.yaml': 'build:\n  artifacts:\n    - image: web\n      context: web\n',
      '.github/workflows/ci.yml':
        'steps:\n  - uses: docker/build-push-action@v6\n    with:\n      context: ./web\n',
      'render.yaml': 'services:\n  - type: web\n    runtime: docker\n    rootDir: web\n',
    }))
      assert.deepEqual(inBackend(file, text), [], file);
    const tilt = "docker_build('shop/api', './backend')\n";
    assert.deepEqual(inBackend('Tiltfile', tilt), [1]);
  });

  test('a pattern, or a variable within a name, may be the file', () => {
    assert.deepEqual(atRoot('build.sh', 'for f in */Dockerfile **/Dockerfile; do x $f; done\n'), [1]);
    assert.deepEqual(inBackend('ci.yml', 'file: backend/Dockerfile${SUFFIX}\n'), [1]);
    assert.deepEqual(
      linesOf(
        'ci.yml',
        'file: backend/${{ matrix.name }}.Dockerfile\n',
        'backend/worker.Dockerfile',
        '/backend',
      ),
      [1],
    );
    assert.deepEqual(inBackend('ci.yml', 'file: backend/${{ matrix.name }}.Dockerfile\n'), []);
    assert.deepEqual(atRoot('build.sh', 'docker build -f Dockerfile.$name .\n'), []);
  });
});

/** Each builds the Dockerfile at the root of the repository. */
const NAMELESS: Readonly<Record<string, string>> = {
  'fly.toml': 'app = "shop"\n\n[http_service]\n  internal_port = 8080\n',
  'fly.prod.toml': 'app = "shop"\n[build]\n',
  'railway.json': '{ "build": { "builder": "DOCKERFILE" } }\n',
  'railway.toml': '[deploy]\nrestartPolicyType = "ALWAYS"\n',
  'render.yaml': 'services:\n  - type: web\n    name: shop\n    runtime: docker\n',
  'render.yml': 'services:\n  - type: web\n    env: docker\n',
  'app.yaml': 'runtime: custom\nenv: flex\n',
  'cloudbuild.yaml':
    "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: ['build', '-t', 'shop', '.']\n",
  'deploy/cloudbuild.yaml':
    'steps:\n- name: gcr.io/kaniko-project/executor:latest\n  args:\n  - --destination=shop\n',
  Jenkinsfile: 'pipeline {\n  agent { dockerfile true }\n}\n',
  'ci/Jenkinsfile': "node {\n  def image = docker.build('shop')\n}\n",
  'infra/index.ts': "const image = new docker.Image('shop', {\n  build: { context: '..' },\n});\n",
  'infra/__main__.py': 'image = docker_build.Image("shop",\n    context=dict(location=".."))\n',
  'infra/Pulumi.yaml':
    'resources:\n  shop:\n    type: docker:Image\n    properties:\n      build:\n        context: ..\n',
  'cdk/stack.ts': "new DockerImageAsset(this, 'shop', { directory: path.join(__dirname, '..') });\n",
  'cdk/app.ts': "image: ecs.ContainerImage.fromAsset('../'),\n",
  'skaffold.yaml': 'build:\n  artifacts:\n    - image: shop\n',
  Tiltfile: "docker_build('shop', '.')\n",
  '.github/workflows/ci.yml': 'steps:\n  - uses: docker/build-push-action@v6\n    with:\n      push: true\n',
  '.github/workflows/cd.yml': 'steps:\n  - run: flyctl deploy --remote-only\n',
  '.github/workflows/run.yml': 'steps:\n  - run: gcloud run deploy shop --source .\n',
  '.goreleaser.yaml': 'dockers:\n  - image_templates: ["shop:{{ .Tag }}"]\n',
  'docker-bake.hcl': 'target "shop" {\n  context = "."\n}\n',
  '.drone.yml': 'steps:\n  - name: image\n    image: plugins/docker\n    settings:\n      repo: shop\n',
  '.gitlab-ci.yml':
    'build:\n  script:\n    - /kaniko/executor --context $CI_PROJECT_DIR --destination shop\n',
  'azure-pipelines.yml': 'steps:\n  - task: Docker@2\n    inputs:\n      command: build\n',
  'template.yaml':
    'Resources:\n  Shop:\n    Properties:\n      PackageType: Image\n    Metadata:\n      DockerContext: .\n',
  'okteto.yml': 'build:\n  shop:\n    context: .\n',
  'config/deploy.yml': 'service: shop\nbuilder:\n  arch: amd64\n',
  'internal/run_test.go': 'testcontainers.FromDockerfile{\n\tContext: "..",\n}\n',
  'play.yml': '- community.docker.docker_image:\n    name: shop\n    build:\n      path: .\n',
  'build.mk': 'image:\n\tbuildah bud -t shop .\n',
  'image.sh': 'nerdctl build -t shop .\n',
  'heroku.sh': 'heroku container:push web\n',
  'README.md': 'Deploy with `fly deploy`.\n',
};

/** Each builds something else. */
const OTHERS: Readonly<Record<string, string>> = {
  'fly.toml': 'app = "shop"\n[build]\n  dockerfile = "Dockerfile.web"\n',
  'fly.stage.toml': 'app = "shop"\n[build]\n  image = "shop:latest"\n',
  'railway.toml': '[build]\nbuilder = "NIXPACKS"\n',
  'render.yaml': 'services:\n  - type: web\n    runtime: docker\n    dockerfilePath: ./web.Dockerfile\n',
  'render.yml': 'services:\n  - type: web\n    runtime: go\n',
  'app.yaml': 'runtime: go122\n',
  Tiltfile: "docker_build('shop', '.',\n  dockerfile='web.Dockerfile')\n",
  'skaffold.yaml':
    'build:\n  artifacts:\n    - image: shop\n      docker:\n        dockerfile: web.Dockerfile\n',
  '.github/workflows/ci.yml':
    'steps:\n  - uses: docker/login-action@v3\n  - uses: docker/build-push-action@v6\n    with:\n      context: .\n      file: web.Dockerfile\n',
  'docker-bake.hcl': 'target "shop" {\n  dockerfile = "web.Dockerfile"\n  context = "."\n}\n',
  'cloudbuild.yaml':
    "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: ['build', '-f', 'web.Dockerfile', '.']\n",
  'openapi.yaml': 'paths:\n  /shop:\n    get:\n      path: .\n',
  'package.json': '{ "scripts": { "build": "." } }\n',
  'run.sh': 'docker compose build api\n',
  'infra/index.ts':
    "new docker.Image('shop', {\n  build: { context: '..', dockerfile: '../web.Dockerfile' },\n});\n",
};
