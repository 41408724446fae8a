import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";

/** Writes an object as XML elements; a list becomes one element per entry, undefined and null nothing. */
export function toXml(content: JsonObject): string {
  return Object.entries(content)
    .map(([name, value]) => elementsOf(name, value))
    .join("");
}

function elementsOf(name: string, value: JsonValue): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value))
    return value.map((entry: JsonValue) => elementsOf(name, entry)).join("");
  if (isJsonObject(value)) return `<${name}>${toXml(value)}</${name}>`;
  const inner = escapeXml(typeof value === "string" ? value : JSON.stringify(value));
  return `<${name}>${inner}</${name}>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
