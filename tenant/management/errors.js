// What the Management API answers when it refuses: `{statusCode, error, message, errorCode}`.
import { STATUS_CODES } from "node:http";

export class ApiError extends Error {
  /**
   * @param {number} statusCode
   * @param {string} message
   * @param {string} [errorCode]
   */
  constructor(statusCode, message, errorCode) {
    super(message);
    this.statusCode = statusCode;
    this.errorCode = errorCode;
  }

  toJSON() {
    const { statusCode, message, errorCode } = this;
    return { statusCode, error: STATUS_CODES[statusCode], message, errorCode };
  }
}

/** @param {string} problem @param {string} [property] */
export function invalidBody(problem, property) {
  const where = property === undefined ? "" : ` on property ${property}`;
  return new ApiError(400, `Payload validation error: '${problem}'${where}.`, "invalid_body");
}
