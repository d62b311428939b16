import { describe, expect, it } from "vitest";
import { urlText, withoutSecrets } from "../../../src/core/request/url-text";

describe("a URL without its secrets", () => {
  it.each([
    ["https://user:pw@api.mypurecloud.com/api/v2/users", "https://api.mypurecloud.com/api/v2/users"],
    ["//user:p@w@example.com/x", "//example.com/x"],
    ["user:pw@example.com/x", "example.com/x"],
    [
      "/api/v2/users?api_key=abc&pageSize=1&accessToken=def",
      "/api/v2/users?api_key=***&pageSize=1&accessToken=***",
    ],
    ["https://example.com/x?sig=a=b&Signature=c", "https://example.com/x?sig=***&Signature=***"],
  ])("%s is %s", (url, shown) => expect(withoutSecrets(url)).toBe(shown));

  it.each([
    "/api/v2/users/a@b.example?keyword=x&authorId=y&expand=authorization",
    "/api/v2/users?token=${input.token}",
    "/api/v2/users?key&token",
    "https://api.mypurecloud.com/api/v2/users/@me",
  ])("%s stays", (url) => expect(withoutSecrets(url)).toBe(url));
});

describe("a URL for a message", () => {
  it("is never long", () => {
    expect(urlText(`/api/v2/${"x".repeat(200_000)}`).length).toBeLessThan(300);
  });

  it("has no query of another service", () => {
    expect(urlText("https://example.com/x?code=abc")).toBe("https://example.com/x?...");
    expect(urlText("/api/v2/users?expand=abc")).toBe("/api/v2/users?expand=abc");
  });
});
