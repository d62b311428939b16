import type { Permission } from "scopelock/sandbox-support";

/** One entry of an error's `details`. */
export interface ErrorDetail {
  readonly errorCode: string;
}

/**
 * An error as the Genesys Cloud API answers it. Codes and messages are the vendor's, from the public API's error table.
 */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 415 | 501,
    readonly code: string,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    readonly errors: readonly unknown[] = [],
  ) {
    super(message);
  }

  static badRequest(
    message = "The request could not be understood by the server due to malformed syntax.",
    details: readonly ErrorDetail[] = [],
  ): ApiError {
    return new ApiError(400, "bad.request", message, details);
  }

  static noToken(): ApiError {
    return new ApiError(
      401,
      "authentication.required",
      "No authentication bearer token specified in authorization header.",
    );
  }

  static badToken(): ApiError {
    return new ApiError(401, "bad.credentials", "Invalid login credentials.");
  }

  static expiredToken(): ApiError {
    return new ApiError(
      401,
      "credentials.expired",
      "The supplied credentials are expired and cannot be used.",
    );
  }

  static missingAny(permissions: readonly Permission[]): ApiError {
    return new ApiError(
      403,
      "missing.any.permissions",
      `Unable to perform the requested action. You must have at least one of the following permissions assigned: [${permissions.join(", ")}]`,
    );
  }

  static missing(permissions: readonly Permission[]): ApiError {
    return new ApiError(
      403,
      "missing.permissions",
      `Unable to perform the requested action. You are missing the following permission(s): [${permissions.join(", ")}]`,
    );
  }

  static notAuthorized(): ApiError {
    return new ApiError(403, "not.authorized", "You are not authorized to perform the requested action.");
  }

  static notFound(): ApiError {
    return new ApiError(404, "not.found", "The requested resource was not found.");
  }

  static conflict(
    message = "The request conflicts with the current state of the target resource.",
  ): ApiError {
    return new ApiError(409, "general.conflict", message);
  }

  static notImplemented(operation: string): ApiError {
    return new ApiError(
      501,
      "not.implemented.by.the.sandbox",
      `${operation} is not implemented by the sandbox.`,
    );
  }

  /** The response's body. */
  body(contextId: string): Record<string, unknown> {
    return {
      message: this.message,
      code: this.code,
      status: this.status,
      messageParams: {},
      contextId,
      details: this.details,
      errors: this.errors,
    };
  }
}
