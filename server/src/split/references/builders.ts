/** A way to have an image built from the `Dockerfile` of a folder without naming the file. */
export interface Builder {
  /** Which files may say it, by their path in the repository. */
  readonly in: RegExp;
  /** The line that says so; null where the file alone does. */
  readonly sign: RegExp | null;
  /** What beside it says that another file is meant, or none. */
  readonly unless: RegExp;
  /**
   * What is beside it: the whole file, the item of a list or block with all that is below it, or the call and what is further
   * to the right below it, or the line alone.
   */
  readonly beside: 'file' | 'item' | 'call' | 'line';
}

const YAML = /\.ya?ml$/i;
const NEVER = /(?!)/;
const NAMED = /docker_?-?file(?:_?-?path)?["']?\s*[:=]|containerfiles?\s*:/i;
/** An action is told its file under one of several keys; some of those whose names speak of Docker build nothing. */
const FILE_OR_NO_BUILD =
  /^[ \t]*(?:file|dockerfile|docker_?file_?(?:path)?|containerfiles?)\s*:|(?:setup|login|metadata|qemu|hadolint|trivy|scout|scan|prune|cache)[\w-]{0,100}(?:\/[\w-]+)?@/im;

export const BUILDERS: readonly Builder[] = [
  // Hosts that take the Dockerfile they find beside their own file.
  {
    in: /(?:^|\/)fly[\w.-]*\.toml$/,
    sign: null,
    unless: /^[ \t]*(?:dockerfile|image|builder|buildpacks)\s*=/m,
    beside: 'file',
  },
  {
    in: /(?:^|\/)railway\.(?:json|toml)$/,
    sign: null,
    unless: /NIXPACKS|RAILPACK|HEROKU|PAKETO|dockerfilePath/i,
    beside: 'file',
  },
  { in: YAML, sign: /^[\s-]*(?:runtime|env)\s*:\s*["']?docker\b/, unless: NAMED, beside: 'item' },
  { in: YAML, sign: /^\s*runtime\s*:\s*["']?custom\b/, unless: NEVER, beside: 'file' },
  {
    in: /(?:^|\/)captain-definition$/,
    sign: null,
    unless: /dockerfilePath|dockerfileLines|imageName|templateId/,
    beside: 'file',
  },
  {
    in: /(?:^|\/)(?:zeabur|koyeb|northflank|sevalla|scalingo|zbpack|deploy\/app)\.(?:json|ya?ml|toml)$/,
    sign: null,
    unless: NAMED,
    beside: 'file',
  },
  {
    in: /(?:^|\/)config\/deploy(?:\.[\w-]+)?\.ya?ml$/,
    sign: /^\s*builder\s*:/,
    unless: /^[ \t]*dockerfile\s*:/m,
    beside: 'file',
  },
  {
    in: /(?:^|\/)azure\.ya?ml$/,
    sign: /^\s*host\s*:\s*(?:containerapp|aks)\b/,
    unless: /^\s*path\s*:.*ockerfile/,
    beside: 'item',
  },
  // Continuous integration.
  {
    in: YAML,
    sign: /\buses\s*:\s*["']?[\w.-]+\/[\w./-]*(?:docker|buildah|container|kaniko|image|build-push)[\w./-]*@/i,
    unless: FILE_OR_NO_BUILD,
    beside: 'item',
  },
  {
    in: YAML,
    sign: /\bimage\s*:\s*["']?[\w./-]*(?:plugins?\/(?:[\w-]*-)?(?:docker|ecr|gcr|gar|acr|kaniko|buildx)|plugin-(?:docker|kaniko)|kaniko-project\/executor|drone-(?:docker|kaniko))/,
    unless: /docker_?-?file["']?\s*[:=]|--dockerfile|containerfile/i,
    beside: 'item',
  },
  {
    in: YAML,
    sign: /\bname\s*:\s*["']?(?:gcr\.io\/(?:cloud-builders\/docker|kaniko-project\/executor)|docker)\b/,
    unless: /["'\s](?:-f|--file|--dockerfile)\b|["']push["']|-\s*push\s*$|docker_?file/im,
    beside: 'item',
  },
  { in: YAML, sign: /\btask\s*:\s*["']?Docker@/, unless: NAMED, beside: 'item' },
  { in: YAML, sign: /\btemplate\s*:\s*["']?(?:Jobs\/Build|Auto-DevOps)/, unless: NEVER, beside: 'line' },
  { in: YAML, sign: /^[\s-]*docker\/(?:build|publish)\b/, unless: NAMED, beside: 'item' },
  {
    in: YAML,
    sign: /^[\s-]*name\s*:\s*["']?(?:kaniko|buildah|buildkit)[\w-]*["']?\s*$/,
    unless: NAMED,
    beside: 'item',
  },
  {
    in: /(?:^|\/)Jenkinsfile[\w.-]*$|\.(?:groovy|jenkinsfile|jenkins)$/i,
    sign: /\bdockerfile\s+true\b|\bdockerfile\s*\{/,
    unless: /\bfilename\b/,
    beside: 'call',
  },
  {
    in: /(?:^|\/)Jenkinsfile[\w.-]*$|\.(?:groovy|jenkinsfile|jenkins)$/i,
    sign: /\bdocker\.build\s*\(/,
    unless: /\s-f\b|--file\b/,
    beside: 'line',
  },
  // Tools for development and release.
  {
    in: /(?:^|\/)skaffold[\w.-]*\.ya?ml$/,
    sign: /^[\s-]*image(?:Name)?\s*:/,
    unless: /\b(?:dockerfile|ko|jib|bazel|buildpacks|custom|valuesFiles|helm)\s*:/,
    beside: 'item',
  },
  {
    in: /(?:^|\/)(?:okteto|devspace|garden|werf)[\w.-]*\.ya?ml$/,
    sign: /^[\s-]*(?:build|images|context|type\s*:\s*["']?container|docker)\s*:?/,
    unless: NAMED,
    beside: 'item',
  },
  {
    in: /(?:^|\/)\.?goreleaser[\w.-]*\.ya?ml$/,
    sign: /^\s*dockers(?:_v2)?\s*:/,
    unless: /^[ \t-]*dockerfile\s*:/m,
    beside: 'file',
  },
  {
    in: /(?:^|\/)[\w.-]*bake[\w.-]*\.(?:hcl|json)$/,
    sign: /\btarget\s+"|"target"\s*:/,
    unless: /\bdockerfile(?:-inline)?"?\s*[:=]/,
    beside: 'call',
  },
  {
    in: /(?:^|\/)Tiltfile[\w.-]*$|\.(?:tiltfile|bzl|star)$/,
    sign: /\bdocker_build(?:_with_restart)?\s*\(/,
    unless: /\bdockerfile(?:_contents)?\s*=/,
    beside: 'call',
  },
  {
    in: /(?:^|\/)Vagrantfile$/,
    sign: /\bbuild_dir\s*=|\bbuild_image\b/,
    unless: /\bdockerfile\s*=/,
    beside: 'line',
  },
  // Infrastructure as code, and programs that build.
  {
    in: /\.(?:[cm]?[jt]sx?|py|go|java|kt|cs|fs|rb|scala)$/,
    sign: /\b(?:DockerImageAsset|DockerImageCode|DockerImageFunction|fromImageAsset|from_image_asset|FromImageAsset|fromDockerBuild|from_docker_build|AssetImage)\b|\b(?:ContainerImage|EcrImageCode)\s*\.\s*(?:fromAsset|from_asset|FromAsset|AssetImage)|\bDockerImage\.(?:fromBuild|from_build)|ContainerImage_FromAsset/,
    unless: /\bfile\s*[:=]/i,
    beside: 'call',
  },
  {
    in: /\.(?:[cm]?[jt]sx?|py|go|java|kt|cs|fs|rb|scala)$/,
    sign: /\bdocker(?:_?build)?\.(?:New)?(?:Image|RegistryImage)\s*\(|\bdockerbuild\.(?:New)?Image\s*\(|\becr\.(?:New)?Image\s*\(|\bDockerBuild(?:Args)?\b|\bDockerImageArgs\b/,
    unless: /\bdocker_?file\b/i,
    beside: 'call',
  },
  {
    in: YAML,
    sign: /\btype\s*:\s*["']?docker(?:-build)?:(?:index:|image:)?Image\b/,
    unless: NAMED,
    beside: 'item',
  },
  {
    in: /\.(?:[cm]?[jt]sx?|py|go|java|kt|cs|rb|sh)$/,
    sign: /\bimages\.build\s*\(|\bbuild_from_dir\b|\bImageBuild\s*\(|\bdocker\.buildImage\s*\(|\bfrom_dockerfile\s*\(|\bfromDockerfile\s*\(|\bFromDockerfile\s*[:({]|\.dockerBuild\s*\(|\bDockerBuild\s*\(|\bBuildAndRun(?:WithBuildOptions)?\s*\(|\bGenericContainer\.fromDockerfile/,
    unless: /\bdockerfile\s*[:=]/i,
    beside: 'call',
  },
  {
    in: /\.tf(?:\.json)?$|\.hcl$|\.nomad$/,
    sign: /^\s*(?:build|docker_build)\s*\{/,
    unless: /\bdockerfile\s*=/,
    beside: 'call',
  },
  {
    in: YAML,
    sign: /^\s*PackageType\s*:\s*["']?Image\b|^\s*DockerContext\s*:/,
    unless: /^[ \t]*Dockerfile\s*:/m,
    beside: 'item',
  },
  { in: /(?:^|\/)serverless\.ya?ml$/, sign: /^\s*images\s*:/, unless: /^[ \t]*file\s*:/m, beside: 'item' },
  { in: YAML, sign: /\b(?:community\.docker\.)?docker_image(?:_build)?\s*:/, unless: NAMED, beside: 'item' },
  {
    in: YAML,
    sign: /^\s*(?:dockerStrategy|strategy\s*:\s*["']?Docker)\b/,
    unless: /dockerfilePath/,
    beside: 'item',
  },
  // Commands, wherever they stand.
  {
    in: /(?:)/,
    sign: /\b(?:fly|flyctl)\s+(?:deploy|launch)\b|\bgcloud\s+(?:beta\s+|alpha\s+)?(?:run\s+deploy\b.*--source\b|builds\s+submit\b|app\s+deploy\b)|\bheroku\s+container:(?:push|release)\b|\brailway\s+up\b|\baz\s+(?:acr\s+build\b|containerapp\s+up\b)|\bcaprover\s+deploy\b|\beb\s+(?:deploy|create)\b|\bkamal\s+(?:setup|deploy|build|redeploy)\b|\bdepot\s+build\b|\b(?:minikube|microk8s)\s+image\s+build\b|\boc\s+(?:start-build\b.*--from-dir|new-build\b|new-app\b)|\/kaniko\/executor\b|\bkaniko\b.*--context\b|\bbuildctl\s+(?:--\S+\s+\S+\s+)*build\b|\bwerf\s+(?:build|converge)\b|\bscalingo\s+deploy\b|\bkoyeb\s+deploy\b/,
    unless: /\s(?:-f|--file|--dockerfile|--image|-i|--config)\b|--opt[= ]filename=/,
    beside: 'line',
  },
];
