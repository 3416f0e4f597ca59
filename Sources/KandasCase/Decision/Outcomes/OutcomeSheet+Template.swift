extension OutcomeSheet.Case {
    /// A case for an application in which everybody gets what was asked for.
    ///
    /// An extension must still be confirmed: only the registers know whether it is the first and where the holder lives.
    public init(granting application: Application) {
        self.init(application: application.id ?? "")
        for (_, person) in application.people where person.wantsStatus {
            let outcome: DecisionOrder.Outcome =
                person.requested == .extend
                ? .prolongation(.init(isFirst: false, residesPermanently: false)) : .certificate()
            people.append(
                OutcomeSheet.PersonOutcome(person: person.id ?? "", name: person.displayName, outcome: outcome)
            )
        }
    }
}
