import { randomBytes } from "node:crypto";

/** A session that AssumeRole opened. */
export interface RoleSession {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  account: string;
  roleName: string;
  sessionName: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

const keyPrefix = "ASIAEMU";
const keyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The sessions of one running emulator. They are kept after their end, so that an expired key is told from an unknown one. */
export class RoleSessions {
  readonly #byKey = new Map<string, RoleSession>();

  /** Opens a session with credentials of its own. */
  open(of: Pick<RoleSession, "account" | "roleName" | "sessionName" | "expiresAt">): RoleSession {
    const session: RoleSession = {
      ...of,
      accessKeyId: keyPrefix + letters(13),
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(240).toString("base64"),
    };
    this.#byKey.set(session.accessKeyId, session);
    return session;
  }

  find(accessKeyId: string): RoleSession | null {
    return this.#byKey.get(accessKeyId) ?? null;
  }
}

/** True for a key that some emulator's AssumeRole gave out, perhaps before this one was started. */
export function isSessionKey(accessKeyId: string): boolean {
  return accessKeyId.startsWith(keyPrefix);
}

function letters(count: number): string {
  return Array.from(randomBytes(count), (byte) => keyLetters.charAt(byte % 32)).join("");
}
