// What the server said to a form that was sent by script.

export interface FieldProblem {
  field: string;
  message: string;
}

export type Answer =
  | { kind: "go"; location: string }
  | { kind: "refused"; message: string; errors: FieldProblem[] };

/** The few parts of an XMLHttpRequest that matter here. */
export interface Reply {
  status: number;
  responseText: string;
}

const refused = (message: string, errors: FieldProblem[] = []): Answer => ({ kind: "refused", message, errors });

function isProblem(one: unknown): one is FieldProblem {
  const problem = one as Partial<FieldProblem> | null;
  return typeof problem?.field === "string" && typeof problem.message === "string";
}

/**
 * Reads JSON `{"location": "/…"}` on success and an RFC 9457 problem otherwise; a redirect that the
 * browser has followed counts as success. A location elsewhere is not followed.
 */
export function readAnswer(reply: Reply, landed: URL): Answer {
  let body: unknown = null;
  try {
    body = JSON.parse(reply.responseText);
  } catch {
    return reply.status >= 200 && reply.status < 300 ? { kind: "go", location: landed.href } : refused("");
  }
  const fields = (body ?? {}) as Record<string, unknown>;
  if (reply.status >= 200 && reply.status < 300 && typeof fields.location === "string") {
    const target = new URL(fields.location, landed);
    return target.origin === landed.origin ? { kind: "go", location: target.href } : refused("");
  }
  const words = [fields.detail, fields.title].find((text) => typeof text === "string");
  const errors = Array.isArray(fields.errors) ? fields.errors.filter(isProblem) : [];
  return refused(typeof words === "string" ? words : "", errors);
}
