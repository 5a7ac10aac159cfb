import { parseImageReference } from './image-reference.ts';

/** Whether an image is one that surely brings no Go toolchain; false where that is not known. */
export function hasNoGo(reference: string): boolean {
  const image = parseImageReference(reference);
  return image !== null && WITHOUT_GO.has(image.repository);
}

/** Images that frontends, databases and other languages are built on, as their documentation describes them. */
const WITHOUT_GO = new Set([
  'node',
  'oven/bun',
  'denoland/deno',
  'nginx',
  'nginxinc/nginx-unprivileged',
  'httpd',
  'caddy',
  'traefik',
  'haproxy',
  'python',
  'ghcr.io/astral-sh/uv',
  'ruby',
  'php',
  'composer',
  'rust',
  'openjdk',
  'eclipse-temurin',
  'maven',
  'gradle',
  'mcr.microsoft.com/dotnet/sdk',
  'mcr.microsoft.com/dotnet/aspnet',
  'postgres',
  'mysql',
  'mariadb',
  'mongo',
  'redis',
  'valkey/valkey',
  'rabbitmq',
]);
