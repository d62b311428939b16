import type { Permission } from "scopelock/sandbox-support";

/** One entry of an error's `details`. */
export interface ErrorDetail {
  readonly errorCode: string;
}

/** Statuses that the stand-in answers an error with. */
export type ErrorStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 408
  | 409
  | 413
  | 415
  | 421
  | 429
  | 431
  | 500
  | 501
  | 503
  | 504;

/** Code and message of errors that name nothing of the request. Source: the public API's error table. */
const GENERAL: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ["bad.request", "The request could not be understood by the server due to malformed syntax."],
  401: ["bad.credentials", "Invalid login credentials."],
  403: ["not.authorized", "You are not authorized to perform the requested action."],
  404: ["not.found", "The requested resource was not found."],
  408: [
    "request.timeout",
    "The client did not produce a request within the server timeout limit. This can be caused by a slow network connection and/or large payloads.",
  ],
  409: ["general.conflict", "The request conflicts with the current state of the target resource."],
  415: [
    "unsupported.media.type",
    "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.",
  ],
  500: [
    "internal.server.error",
    "The server encountered an unexpected condition which prevented it from fulfilling the request.",
  ],
  503: [
    "service.unavailable",
    "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).",
  ],
  504: ["request.timeout", "The request timed out."],
};

const wordsOf = (status: number): string =>
  GENERAL[status]?.[1] ?? `The request failed with status ${status}.`;

/** What an answer and the journal have of an error beside its body. */
interface ErrorExtras {
  /** Permissions that the caller lacks. */
  readonly lacking?: readonly Permission[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error as the Genesys Cloud API answers it. Codes and messages are the vendor's, from the public API's error table.
 */
export class ApiError extends Error {
  constructor(
    readonly status: ErrorStatus,
    readonly code: string,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    readonly errors: readonly unknown[] = [],
    readonly extras: ErrorExtras = {},
  ) {
    super(message);
  }

  /** An error of a status, in the vendor's words; of a status that the vendor's table lacks, in few. */
  static of(status: number, message?: string): ApiError {
    // A fault may name any status.
    return new ApiError(
      status as ErrorStatus,
      GENERAL[status]?.[0] ?? "general.error",
      message ?? wordsOf(status),
    );
  }

  static badRequest(message?: string, details: readonly ErrorDetail[] = []): ApiError {
    return new ApiError(400, "bad.request", message ?? wordsOf(400), details);
  }

  static noToken(): ApiError {
    return new ApiError(
      401,
      "authentication.required",
      "No authentication bearer token specified in authorization header.",
    );
  }

  static badToken(): ApiError {
    return ApiError.of(401);
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
      [],
      [],
      { lacking: permissions },
    );
  }

  static missing(permissions: readonly Permission[]): ApiError {
    return new ApiError(
      403,
      "missing.permissions",
      `Unable to perform the requested action. You are missing the following permission(s): [${permissions.join(", ")}]`,
      [],
      [],
      { lacking: permissions },
    );
  }

  /** @param permissions that the caller lacks in the place of what it asks for */
  static notAuthorized(permissions: readonly Permission[] = []): ApiError {
    return new ApiError(403, "not.authorized", wordsOf(403), [], [], { lacking: permissions });
  }

  /** @param details why, where it is not that an entity is missing */
  static notFound(details: readonly ErrorDetail[] = []): ApiError {
    return new ApiError(404, "not.found", wordsOf(404), details);
  }

  static conflict(message?: string): ApiError {
    return ApiError.of(409, message);
  }

  static tooManyRequests(seconds: number): ApiError {
    return new ApiError(
      429,
      "too.many.requests",
      `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
      [],
      [],
      { headers: { "Retry-After": String(seconds) } },
    );
  }

  /** @param operation for example `GET /api/v2/routing/queues/{queueId}` */
  static notImplemented(operation: string): ApiError {
    return new ApiError(
      501,
      "not.implemented.by.the.sandbox",
      `${operation} is not implemented by the sandbox. A seed can give its answer: POST /_sandbox/seed with { "${operation}": { ... } }.`,
    );
  }

  /** A defect of the stand-in. Not a 500, which clients repeat for minutes. */
  static defect(request: string): ApiError {
    return new ApiError(
      501,
      "not.implemented.by.the.sandbox",
      `${request} failed by a defect of the stand-in.`,
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
