import { checkProject } from '../check/check-project.ts';
import { loadByService, LoadMemory } from './load-by-service.ts';
import type { ComposeProject } from '../model.ts';
import { normalizeProject } from './normalize-project.ts';
import { type LoadError, ProjectLoader } from './project-loader.ts';
import { type ComposeReader, filesOf, howFound, type ProjectRequest } from './project-request.ts';
import { serviceEnvironment } from './service-environment.ts';
import { serviceModel } from './service-model.ts';
import { servicesOf } from './services-of.ts';

/**
 * Loads a project as compose-go does with every profile enabled, every value with its place. What Compose would refuse
 * is in `errors`, and the model is then the best that the files allow. It never throws.
 */
export const loadProject = (
  request: ProjectRequest,
  reader: ComposeReader,
  memory: LoadMemory = new LoadMemory(),
): ComposeProject => loadByService(request, reader, memory) ?? loadWhole(request, reader);

/** Loads a project at once, which gives the same answer as service by service. */
export function loadWhole(request: ProjectRequest, reader: ComposeReader): ComposeProject {
  const loader = new ProjectLoader(request, reader);
  const { model, env } = loader.load();
  const normal = normalizeProject(model, env);
  const services = servicesOf(normal);
  // What is wrong with the files leads to more that is wrong with the project: that would be said twice.
  if (loader.errors.length === 0) checkProject(normal, loader.report);
  // That files refer to what others declare says how they are meant, whatever else is wrong.
  else if (request.guessed)
    checkProject(normal, (message, at, cause) => {
      if (cause === 'reference') loader.report(message, at, cause);
    });
  const isSound = loader.errors.length === 0;
  if (isSound) for (const [, { value }] of services) loader.checkLabelFiles(value);
  const models = services.map(([name, entry]) => {
    const environment = serviceEnvironment(entry.value, env, (file, place, how) =>
      loader.serviceEnvFile(file, place, how, isSound),
    );
    return serviceModel(name, entry, environment);
  });
  // Compose looks at a service behind a profile only when that is asked for.
  const holdsEverywhere =
    !loader.hasUnset && request.guessed !== true && models.every(({ profiles }) => profiles.length === 0);
  return {
    ...filesOf(request),
    ...howFound(request),
    reads: [...loader.reads],
    services: models,
    errors: unique(loader.errors).map(({ cause, ...error }) => ({
      ...error,
      certain: cause === 'text' || (cause !== 'surroundings' && holdsEverywhere),
      mayBeElsewhere: cause === 'reference',
    })),
  };
}

function unique(errors: readonly LoadError[]): LoadError[] {
  const seen = new Set<string>();
  return errors.filter(({ file, span, message }) => {
    const id = JSON.stringify([file, span.start, message]);
    return !seen.has(id) && seen.add(id);
  });
}
