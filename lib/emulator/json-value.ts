/** A value that JSON can hold. Members that are undefined are left out of what is written. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | JsonObject;

export interface JsonObject {
  readonly [member: string]: JsonValue;
}

/** True for an object that is neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string member, or undefined when it is absent or something else. */
export function textOf(input: JsonObject, member: string): string | undefined {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
}

/** A number member, or undefined. */
export function numberOf(input: JsonObject, member: string): number | undefined {
  const value = input[member];
  return typeof value === "number" ? value : undefined;
}

/** The strings of a list member; an absent list is empty. */
export function textsOf(input: JsonObject, member: string): string[] {
  const value = input[member];
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}

/** The objects of a list member; an absent list is empty. */
export function objectsOf(input: JsonObject, member: string): JsonObject[] {
  const value = input[member];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
