import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error";

/** Most headers of a request. */
const MOST_HEADERS = 200;
const ALLOWED = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
/** The sentence of a 405. */
export const METHODS = `The method is not allowed. Allowed methods: ${ALLOWED.join(", ")}`;
/** This machine, by any port: a proxy of a test forwards its own. A name that a foreign page resolves here is none of these. */
const THIS_MACHINE = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** What is wrong with a request's line and headers; `undefined` if it can be handled. */
export function refusalOf(request: IncomingMessage): ApiError | undefined {
  const { method = "", url = "", headers, headersDistinct, rawHeaders } = request;
  if (rawHeaders.length / 2 > MOST_HEADERS)
    return new ApiError(431, "too.many.headers", `A request has at most ${MOST_HEADERS} headers.`);
  if (!ALLOWED.includes(method))
    return new ApiError(405, "method.not.allowed", METHODS, [], [], {
      headers: { Allow: ALLOWED.join(", ") },
    });
  if ((headersDistinct.host?.length ?? 0) > 1) return ApiError.of(400, "A request has one Host header.");
  const absolute = /^http:\/\/([^/?#]*)/i.exec(url);
  const host = absolute?.[1] ?? headers.host;
  if (host !== undefined && !THIS_MACHINE.test(host))
    return new ApiError(
      421,
      "misdirected.request",
      "The stand-in answers for this machine only, not as a proxy.",
    );
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") return ApiError.of(415, "The stand-in reads bodies without content encoding.");
  return isPath(absolute ? url.slice(absolute[0].length) : url)
    ? undefined
    : ApiError.of(400, "The path of the request is not valid.");
}

/** True for a path that means itself: no `.` or `..`, no backslash, sound percent encoding. */
function isPath(target: string): boolean {
  const [path = ""] = target.split("?");
  if (!path.startsWith("/") || path.startsWith("//") || /[\\#]/.test(target)) return false;
  try {
    const decoded = decodeURIComponent(path);
    decodeURIComponent(target);
    return !/[\\\p{Cc}]/u.test(decoded) && !decoded.split("/").some((each) => each === "." || each === "..");
  } catch {
    return false;
  }
}
