import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";
import { CredentialUnreadableError } from "./errors.ts";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
/** NIST SP 800-38D, 8.2.2: a random nonce of 96 bits. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Cipher {
  /** Bound to the plugin: the result cannot be read as another plugin's. */
  encrypt(plaintext: string, pluginId: string): string;
  /** Throws CredentialUnreadableError. */
  decrypt(encrypted: string, pluginId: string): string;
}

/**
 * AES-256-GCM under the current key; what was written under an earlier one, named by its id within the text, can still be read.
 * Keys have 32 bytes.
 */
export function createCipher(key: Buffer, earlierKeys: readonly Buffer[] = []): Cipher {
  const keys = new Map([...earlierKeys, key].map((one) => [idOf(requireLength(one)), one]));
  const currentId = idOf(key);
  return {
    encrypt: (plaintext, pluginId) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(pluginId));
      const encrypted = Buffer.concat([nonce, cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `v1.${currentId}.${encrypted.toString("base64url")}`;
    },
    decrypt: (encrypted, pluginId) => {
      const [version, keyId = "", text = ""] = encrypted.split(".");
      const usedKey = keys.get(keyId);
      if (version !== "v1" || !usedKey) throw new CredentialUnreadableError(pluginId);
      const bytes = Buffer.from(text, "base64url");
      try {
        const nonce = bytes.subarray(0, NONCE_BYTES);
        const decipher = createDecipheriv(ALGORITHM, usedKey, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(pluginId))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
      } catch (error) {
        throw new CredentialUnreadableError(pluginId, { cause: error });
      }
    },
  };
}

function requireLength(key: Buffer): Buffer {
  if (key.length !== KEY_BYTES)
    throw new RangeError(`An encryption key has ${KEY_BYTES} bytes, this one ${key.length}.`);
  return key;
}

/** Tells keys apart without telling anything of them. */
function idOf(key: Buffer): string {
  return hash("sha256", Buffer.concat([Buffer.from("key id"), key]), "hex").slice(0, 8);
}
