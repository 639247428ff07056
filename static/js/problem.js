/** What the server answers when it refuses or fails: an RFC 9457 problem, its `errors` by field. */
export class Problem extends Error {
  constructor({ title = "Something went wrong", detail = "", status = 0, errors = [] } = {}) {
    super(detail || title);
    this.title = title;
    this.status = status;
    this.errors = errors;
  }

  /** What it says where no field is near: the message alone, without the field's name. */
  get words() {
    return this.errors.map(({ message }) => message).join(" ") || this.message;
  }
}
