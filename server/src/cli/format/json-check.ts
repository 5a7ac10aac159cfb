import type { Analysis, RuleFinding } from '../../rules/analyse.ts';
import { Locate } from '../../print/locate.ts';
import { json } from '../../text/plain.ts';

/** The findings as the documented JSON, one object. */
export function jsonCheck({ world, unknown }: Analysis, findings: readonly RuleFinding[]): string {
  const locate = new Locate(world);
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const value = {
    version: 1,
    findings: findings.map((finding) => ({
      rule: finding.rule.id,
      severity: finding.severity,
      file: locate.path(finding.at.file),
      range: locate.range(finding.at.file, finding.at.span),
      message: finding.message,
      related: finding.related.map(({ at, message }) => ({
        file: locate.path(at.file),
        range: locate.range(at.file, at.span),
        message,
      })),
      fixes: finding.fixes().map(({ title, safe }) => ({ title, safe })),
      docs: `docs/rules/${finding.rule.id}.md`,
    })),
    unknown: unknown.map(({ file, span, subject, reason }) => ({
      file: locate.path(file),
      range: locate.range(file, span),
      subject,
      reason,
    })),
    summary: {
      error: count('error'),
      warning: count('warning'),
      information: count('information'),
      hint: count('hint'),
      files: world.files,
    },
  };
  return json(value);
}
