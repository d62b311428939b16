/** A path that is not a JSONPath. */
export class JsonPathError extends Error {
  override readonly name = "JsonPathError";
}

/** Reads a text from its start to its end. */
export class Cursor {
  private at = 0;

  constructor(protected readonly text: string) {}

  protected get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  protected get current(): string {
    return this.text[this.at] ?? "";
  }

  protected looksAt(sign: string): boolean {
    return this.text.startsWith(sign, this.at);
  }

  protected take(): string {
    const taken = this.current;
    this.at += 1;
    return taken;
  }

  protected skip(sign: string): boolean {
    const found = this.looksAt(sign);
    if (found) this.at += sign.length;
    return found;
  }

  protected blanks(): void {
    while (/\s/.test(this.current)) this.at += 1;
  }

  protected takeWhile(allowed: RegExp): string {
    const start = this.at;
    while (!this.atEnd && allowed.test(this.current)) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** @throws {@link JsonPathError} */
  protected expect(sign: string): void {
    this.blanks();
    if (!this.skip(sign)) throw this.unexpected(sign);
  }

  protected unexpected(wanted: string): JsonPathError {
    const found = this.atEnd ? "its end" : `"${this.current}" at position ${this.at + 1}`;
    return new JsonPathError(`${wanted} was expected in place of ${found}`);
  }

  /** A text in quotes of either kind, in which a backslash takes the next character as it is. */
  protected quoted(): string {
    const quote = this.take();
    if (quote !== "'" && quote !== '"') throw new JsonPathError("a name or a text in quotes was expected");
    let text = "";
    while (!this.skip(quote)) {
      if (this.atEnd) throw new JsonPathError("a quote is not closed");
      text += this.skip("\\") ? escaped(this.take()) : this.take();
    }
    return text;
  }

  /** `/text.*\/i`. Java's expressions match the whole of a text. */
  protected pattern(): RegExp {
    this.take();
    let pattern = "";
    while (!this.skip("/")) {
      if (this.atEnd) throw new JsonPathError("a regular expression is not closed");
      pattern += this.looksAt("\\") ? this.take() + this.take() : this.take();
    }
    const flags = this.takeWhile(/[a-zA-Z]/);
    try {
      return new RegExp(`^(?:${pattern})$`, flags.replace(/[^imsu]/g, ""));
    } catch {
      throw new JsonPathError(`/${pattern}/ is not a regular expression`);
    }
  }

  /** A JSON value of a filter; texts may stand in single quotes. */
  protected json(): unknown {
    const start = this.at;
    this.skipBracket();
    const json = this.text
      .slice(start, this.at)
      .replace(/'((?:\\.|[^'\\])*)'/g, (_, text: string) => JSON.stringify(text.replace(/\\(.)/g, "$1")));
    try {
      return JSON.parse(json);
    } catch {
      throw new JsonPathError(`${this.text.slice(start, this.at)} is not JSON`);
    }
  }

  /** The text of a path in a filter: up to a blank, a comparison or the end of the condition. */
  protected takePath(): string {
    const start = this.at;
    while (!this.atEnd && !/[\s<>=~!&|,)]/.test(this.current)) {
      if (this.looksAt("[") || this.looksAt("(")) this.skipBracket();
      else this.at += 1;
    }
    return this.text.slice(start, this.at);
  }

  /** Leaves a bracket and all that is in it behind; a bracket in quotes is none. */
  private skipBracket(): void {
    let depth = 0;
    do {
      if (this.atEnd) throw new JsonPathError("a bracket is not closed");
      if (this.looksAt("'") || this.looksAt('"')) {
        this.quoted();
        continue;
      }
      const sign = this.take();
      if ("[({".includes(sign)) depth += 1;
      else if ("])}".includes(sign)) depth -= 1;
    } while (depth > 0);
  }
}

/** What stands behind a backslash, as Java's escapes have it. */
function escaped(sign: string): string {
  return { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[sign] ?? sign;
}
