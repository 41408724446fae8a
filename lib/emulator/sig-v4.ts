import { WireError } from "./wire-error";

/** Who signed a request, for which service and Region. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  service: string;
}

/**
 * Reads the SigV4 Authorization header's form. The signature itself is not checked.
 * Throws AWS's errors for a header that is missing, incomplete or made for another service.
 */
export function readCredentialScope(
  authorization: string | undefined,
  service: string,
): CredentialScope {
  if (authorization === undefined)
    throw new WireError(
      "MissingAuthenticationTokenException",
      "Request is missing Authentication Token",
    );
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      authorization,
    );
  const credential = parts?.[1];
  if (credential === undefined) {
    throw new WireError(
      "IncompleteSignatureException",
      `Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters. Authorization=${authorization.split(" ")[0] ?? ""}`,
    );
  }
  const [accessKeyId = "", date = "", region = "", scopeService, terminator] =
    credential.split("/");
  if (
    !/^\d{8}$/.test(date) ||
    region === "" ||
    terminator !== "aws4_request" ||
    accessKeyId === ""
  ) {
    throw new WireError(
      "IncompleteSignatureException",
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  if (scopeService !== service)
    throw new WireError(
      "InvalidSignatureException",
      `Credential should be scoped to correct service: '${service}'.`,
    );
  return { accessKeyId, region, service };
}
