package dev.bootferry.installer.form;

/** What can be wrong with a table by itself. */
public enum FormMessage implements Message {
  UNKNOWN("there is no such key here; those are: %s"),
  UNKNOWN_NEAR("there is no such key here; did you mean '%s'?"),
  MISSING("it is missing"),
  WRONG_TYPE("it must be %s, not %s"),
  NOT_LIKE("it must be %s, not '%s'"),
  /** The value is kept out of the message. */
  NOT_LIKE_QUIET("it must be %s"),
  NOT_ONE_OF("it must be one of %s, not '%s'"),
  NOT_ONE_OF_NEAR("it must be one of %s, not '%s'; did you mean '%s'?"),
  OUT_OF_RANGE("it must be between %s and %s, not %s"),
  REFUSED("%s");

  private final String template;

  FormMessage(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
