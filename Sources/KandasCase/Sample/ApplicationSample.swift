public import KandasSign

/// A complete application with its attachments, to try the tools with: the people are invented.
public struct ApplicationSample: Sendable {
    /// The form.
    ///
    /// Attachments are named by paths beside it.
    public let form: Application
    /// The attachments: small PDF and JPEG files, by their names.
    public let files: [(name: String, bytes: [UInt8])]

    /// The form as JSON, for a file beside the attachments.
    public var json: [UInt8] { ApplicationForm.json(of: form) }

    /// The owner of the key that the sample is to be signed with.
    public struct Owner: Hashable, Sendable {
        /// The IIN in the owner's certificate.
        public var iin: String
        /// The surname.
        public var surname: String?
        /// The name.
        public var name: String?
        /// The patronymic.
        public var patronymic: String?

        /// Creates an owner.
        public init(iin: String, surname: String? = nil, name: String? = nil, patronymic: String? = nil) {
            self.iin = iin
            self.surname = surname
            self.name = name
            self.patronymic = patronymic
        }
    }

    /// How many members have identity documents of their own; for larger families one scan holds all.
    static let ownDocuments = 20

    /// Makes a sample that keeps all rules.
    ///
    /// - Parameters:
    ///   - owner: The owner of the key, who becomes the applicant.
    ///   - members: How many family members there are to be. All have different IINs, or none.
    ///   - service: What is applied for.
    ///   - day: The day of the application.
    /// - Returns: The same sample for the same arguments.
    public static func make(
        owner: Owner,
        members: Int = 0,
        service: Application.Service = .assign,
        on day: CalendarDate
    ) -> ApplicationSample {
        var form = ApplicationForm.blank(service: service, members: 0)
        form.purpose = "Тарихи отанға оралу"
        form.category = .own
        form.decidingBody = decidingBody
        form.residence = residence
        form.contact = Application.Contact()
        form.contact?.phone = "+77010000000"
        form.contact?.email = "applicant@example.kz"
        form.personalDataConsent = Application.PersonalDataConsent()
        form.personalDataConsent?.givenOn = day
        form.personalDataConsent?.method = .signature
        form.declaredTruth = true
        form.applicant = applicant(owner, on: day)
        let family = SampleFamily(owner: form.applicant, day: day)
        form.members = (0..<max(members, 0))
            .map { index in
                var member = family.member(index)
                complete(&member, service: service, number: index + 2, on: day)
                return member
            }
        complete(&form.applicant, service: service, number: 1, on: day)
        form.attachments = []
        var files: [(name: String, bytes: [UInt8])] = []
        func add(
            _ name: String,
            _ kind: Attachment.Kind,
            _ person: String?,
            language: String = "ru",
            title: String
        ) -> Attachment {
            files.append((name, name.hasSuffix(".jpg") ? SampleJPEG.bytes : SamplePDF.make(title)))
            var attachment = Attachment()
            attachment.path = name
            attachment.kind = kind
            attachment.person = person
            attachment.language = language
            return attachment
        }
        switch service {
        case .assign:
            form.attachments.append(
                add("autobiography.pdf", .autobiography, "applicant", language: "kk", title: "Sample: autobiography")
            )
            form.attachments.append(
                add("passport.pdf", .identityDocument, "applicant", language: "uz", title: "Sample: passport, in Uzbek")
            )
            var translation = add(
                "passport-translation.pdf",
                .translation,
                "applicant",
                language: "kk",
                title: "Sample: notarised translation of the passport"
            )
            translation.translationOf = "passport.pdf"
            translation.notary = notary(on: day)
            form.attachments.append(translation)
            form.attachments.append(add("photo.jpg", .photo, "applicant", title: ""))
            for member in form.members.prefix(ownDocuments) {
                let id = member.id ?? ""
                let isChild = member.identityDocument?.kind == .birthCertificate
                // One scan as a picture, as people make them with their telephones.
                let ending = member.relation == .spouse ? "jpg" : "pdf"
                form.attachments.append(
                    add(
                        "\(id)-document.\(ending)",
                        isChild ? .birthCertificate : .identityDocument,
                        id,
                        title: "Sample: identity document of \(id)"
                    )
                )
            }
            if form.members.count > ownDocuments {
                form.attachments.append(
                    add(
                        "family-documents.pdf",
                        .identityDocument,
                        nil,
                        title: "Sample: identity documents of the family"
                    )
                )
            }
        case .extend:
            func certificate(_ number: Int) -> Application.PreviousCertificate {
                var certificate = Application.PreviousCertificate()
                certificate.number = "\(10_100_000_000_000 + number)"
                certificate.issueDate = day.adding(days: -330)
                certificate.validUntil = day.adding(days: 34)
                return certificate
            }
            form.previousCertificate = certificate(1)
            for index in form.members.indices { form.members[index].previousCertificate = certificate(index + 2) }
            form.attachments.append(
                add("certificate.pdf", .previousCertificate, nil, title: "Sample: kandas certificate")
            )
        }
        return ApplicationSample(form: form, files: files)
    }

    private static func applicant(_ owner: Owner, on day: CalendarDate) -> Person {
        var person = Person()
        person.id = "applicant"
        person.relation = .applicant
        person.iin = owner.iin
        person.surname = owner.surname
        person.name = owner.name ?? (owner.surname == nil ? "Ерлан" : nil)
        person.patronymic = owner.patronymic
        let number = IndividualIdentificationNumber(owner.iin)
        person.sex = number?.sex ?? .male
        // A synthetic IIN says a birth a hundred years before.
        person.birthDate = number?.birthDate
            .flatMap { stated in
                stated.years(until: day) > 120
                    ? CalendarDate(year: stated.year + 100, month: stated.month, day: stated.day) : stated
            }
        if person.birthDate == nil { person.birthDate = CalendarDate(year: 1_985, month: 3, day: 15) }
        return person
    }

    private static func complete(
        _ person: inout Person,
        service: Application.Service,
        number: Int,
        on day: CalendarDate
    ) {
        person.requested = service == .assign ? .assign : .extend
        person.nationality = .kazakh
        person.nationalityEvidence = .identityDocumentEntry
        person.citizenship = "UZB"
        person.countryOfOrigin = "UZB"
        person.birthPlace = Person.BirthPlace()
        person.birthPlace?.country = "UZB"
        person.birthPlace?.place = "Ташкент"
        person.arrivalDate = max(day.adding(days: -20), person.birthDate ?? day)
        person.everKazakhstanCitizen = false
        let isChild = person.relation == .son || person.relation == .daughter
        var document = Person.IdentityDocument()
        document.kind = isChild ? .birthCertificate : .foreignPassport
        document.series = "FA"
        document.number = String(1_000_000 + number)
        document.issuer = "IIV"
        document.issueDate = max(day.adding(days: -700), person.birthDate ?? day)
        document.expiryDate = isChild ? nil : day.adding(days: 2_900)
        document.country = "UZB"
        person.identityDocument = document
    }

    private static func notary(on day: CalendarDate) -> Attachment.Notary {
        var notary = Attachment.Notary()
        notary.name = "Оспанова Дана Мұратқызы"
        notary.licence = "0000001"
        notary.date = day.adding(days: -10)
        notary.registryNumber = "1-1"
        return notary
    }

    private static var decidingBody: Application.DecidingBody {
        var body = Application.DecidingBody()
        // Registered in 1959: no legal entity has such a number.
        body.bin = BusinessIdentificationNumber(completing: "59014099999")?.digits
        body.nameKazakh = "Алматы қаласы Жұмыспен қамту және әлеуметтік бағдарламалар басқармасы"
        body.nameRussian = "Управление занятости и социальных программ города Алматы"
        body.kato = "750000000"
        return body
    }

    private static var residence: Application.Residence {
        var residence = Application.Residence()
        residence.kato = "750000000"
        residence.region = "Алматы"
        residence.locality = "Алматы"
        residence.street = "Абай даңғылы"
        residence.building = "1"
        residence.flat = "1"
        return residence
    }
}
