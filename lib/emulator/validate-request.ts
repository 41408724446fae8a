import constraintData from "./data/constraints.json";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import { WireError } from "./wire-error";

interface MemberConstraint {
  path: string;
  type: string;
  required?: boolean | undefined;
  min?: number | undefined;
  max?: number | undefined;
  pattern?: string | undefined;
  enum?: string[] | undefined;
}

interface OperationConstraints {
  errors: string[];
  members: MemberConstraint[];
}

const operations: Record<string, OperationConstraints> = constraintData;
/** The service rejects more than 50 although its model says 100. */
const realCeilings: Record<string, number> = {
  DescribeInstancePatches: 50,
  DescribeInstancePatchStates: 50,
  DescribeInstancePatchStatesForPatchGroup: 50,
};

/** True when AWS's model declares this error for the operation. */
export function declaresError(operation: string, code: string): boolean {
  return operations[operation]?.errors.includes(code) === true;
}

/**
 * Checks a request against the service model. Throws SerializationException for a value of the wrong type and
 * ValidationException (or the code that the service has for it), in the service's own words and with every broken constraint, for the rest.
 */
export function validateRequest(
  operation: string,
  input: JsonObject,
  options: { strictModel?: boolean; code?: string } = {},
): void {
  const ceiling = options.strictModel === true ? undefined : realCeilings[operation];
  const constraints = operations[operation];
  if (!constraints) return;
  const broken = constraints.members
    .filter((member) => isTopLevel(member.path))
    .flatMap((member) =>
      checkMember(constraints.members, member, {
        value: input[member.path],
        at: lowerCamel(member.path),
        ceiling,
      }),
    );
  if (broken.length === 0) return;
  throw new WireError(
    options.code ?? "ValidationException",
    `${broken.length} validation error${broken.length > 1 ? "s" : ""} detected: ${broken.join("; ")}`,
  );
}

interface Found {
  value: JsonValue;
  at: string;
  /** The service's own maximum of MaxResults, where it is lower than the model's. */
  ceiling: number | undefined;
}

function checkMember(
  members: readonly MemberConstraint[],
  member: MemberConstraint,
  found: Found,
): string[] {
  const { value, at } = found;
  if (value === undefined || value === null)
    return member.required === true
      ? [`Value null at '${at}' failed to satisfy constraint: Member must not be null`]
      : [];
  assertType(member, value);
  const own = valueConstraints(member, value, found.ceiling).map(
    (constraint) =>
      `Value '${printed(value)}' at '${at}' failed to satisfy constraint: ${constraint}`,
  );
  return [...own, ...checkInside(members, member, found)];
}

function checkInside(
  members: readonly MemberConstraint[],
  member: MemberConstraint,
  found: Found,
): string[] {
  const element = members.find((candidate) => candidate.path === `${member.path}[]`);
  if (!element || !Array.isArray(found.value)) return [];
  const list: readonly JsonValue[] = found.value;
  if (element.type !== "structure") return checkElements(element, list, found);
  const fields = members.filter(
    (candidate) =>
      candidate.path.startsWith(`${element.path}.`) &&
      !candidate.path.slice(element.path.length + 1).includes("["),
  );
  return list.flatMap((structure, index) => {
    if (!isJsonObject(structure)) throw wrongType(structure, "a structure");
    return fields.flatMap((field) => {
      const name = field.path.slice(element.path.length + 1);
      return checkMember(members, field, {
        value: structure[name],
        at: `${found.at}.${index + 1}.member.${lowerCamel(name)}`,
        ceiling: found.ceiling,
      });
    });
  });
}

/** Scalars of a list are reported at the list, with their own constraint nested in the text. */
function checkElements(
  element: MemberConstraint,
  list: readonly JsonValue[],
  found: Found,
): string[] {
  const nested = new Set<string>();
  for (const value of list) {
    if (value === null || value === undefined) continue;
    assertType(element, value);
    for (const constraint of valueConstraints(element, value, found.ceiling))
      nested.add(constraint);
  }
  if (nested.size === 0) return [];
  return [
    `Value '${printed(list)}' at '${found.at}' failed to satisfy constraint: Member must satisfy constraint: [${[...nested].join(", ")}]`,
  ];
}

function valueConstraints(
  member: MemberConstraint,
  value: JsonValue,
  realCeiling: number | undefined,
): string[] {
  const size = sizeOf(value);
  const what = typeof value === "number" ? "value" : "length";
  const ceiling = member.path === "MaxResults" ? realCeiling : undefined;
  const max = ceiling ?? member.max;
  const broken: string[] = [];
  if (
    member.pattern !== undefined &&
    typeof value === "string" &&
    !patternOf(member.pattern).test(value)
  )
    broken.push(`Member must satisfy regular expression pattern: ${member.pattern}`);
  if (max !== undefined && size > max)
    broken.push(`Member must have ${what} less than or equal to ${max}`);
  if (member.min !== undefined && size < member.min)
    broken.push(`Member must have ${what} greater than or equal to ${member.min}`);
  if (member.enum && typeof value === "string" && !member.enum.includes(value))
    broken.push(`Member must satisfy enum value set: [${member.enum.join(", ")}]`);
  return broken;
}

function sizeOf(value: JsonValue): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return Array.from(value).length;
  return Array.isArray(value) ? value.length : 0;
}

function assertType(member: MemberConstraint, value: JsonValue): void {
  const expected: Record<string, [boolean, string]> = {
    string: [typeof value === "string", "a String"],
    integer: [typeof value === "number" && Number.isInteger(value), "an Integer"],
    boolean: [typeof value === "boolean", "a Boolean"],
    list: [Array.isArray(value), "a List"],
    structure: [isJsonObject(value), "a structure"],
  };
  const [fits, name] = expected[member.type] ?? [true, ""];
  if (!fits) throw wrongType(value, name);
}

function wrongType(value: JsonValue, expected: string): WireError {
  const kinds: Record<string, string> = {
    string: "STRING_VALUE",
    number: "NUMBER_VALUE",
    boolean: "TRUE_VALUE",
  };
  const kind = kinds[typeof value] ?? (Array.isArray(value) ? "START_ARRAY" : "START_OBJECT");
  return new WireError("SerializationException", `${kind} can not be converted to ${expected}`);
}

const patterns = new Map<string, RegExp>();

/** The model's patterns are Java's and match the whole value; \p classes need the u flag, which refuses some escapes. */
function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(`^(?:${source})$`, source.includes(String.raw`\p`) ? "u" : "");
    patterns.set(source, pattern);
  }
  return pattern;
}

function printed(value: JsonValue): string {
  if (Array.isArray(value))
    return `[${value.map((element: JsonValue) => printed(element)).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function isTopLevel(path: string): boolean {
  return !path.includes(".") && !path.includes("[");
}

function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
