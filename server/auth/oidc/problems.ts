/** Why somebody who came back from a provider does not get in; each has a sentence of its own on the page. */
export type OidcProblem =
  /** Too late, twice, from another browser, or never asked for. */
  | 'stale'
  /** The person changed their mind there. */
  | 'cancelled'
  /** The provider does not answer. */
  | 'away'
  /** What came back does not hold. */
  | 'refused'
  /** Signed in there in too weak a way. */
  | 'level'
  /** An organisation that this installation does not serve. */
  | 'tenant'
  | 'student'
  /** Nobody here is known by that identity. */
  | 'unknown'
  /** The identity belongs to somebody else here. */
  | 'taken'

export class OidcRefusal extends Error {
  override name = 'OidcRefusal'
  readonly problem: OidcProblem

  constructor(problem: OidcProblem, options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
  }
}
