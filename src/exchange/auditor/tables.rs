//! Every table of the auditor's folder, with what each column says.

/// One file.
#[derive(Clone, Copy, Debug)]
pub struct AuditTable {
    pub file: &'static str,
    pub name: &'static str,
    pub about: &'static str,
    /// The first is what a row is called by, where one column is enough for that.
    pub has_key: bool,
    pub columns: &'static [AuditColumn],
}

#[derive(Clone, Copy, Debug)]
pub struct AuditColumn {
    pub name: &'static str,
    pub about: &'static str,
    pub kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    /// With so many digits behind the comma.
    Number(u8),
    /// `2026-11-05`.
    Day,
}

const fn text(name: &'static str, about: &'static str) -> AuditColumn {
    AuditColumn { name, about, kind: ColumnKind::Text }
}

const fn money(name: &'static str, about: &'static str) -> AuditColumn {
    AuditColumn { name, about, kind: ColumnKind::Number(2) }
}

const fn whole(name: &'static str, about: &'static str) -> AuditColumn {
    AuditColumn { name, about, kind: ColumnKind::Number(0) }
}

const fn day(name: &'static str, about: &'static str) -> AuditColumn {
    AuditColumn { name, about, kind: ColumnKind::Day }
}

pub const ACCOUNTS: AuditTable = AuditTable {
    file: "konten.csv",
    name: "Konten",
    about: "Die Konten der Buchhaltung mit ihren Nummern im Kontenrahmen der Steuerberatung",
    has_key: true,
    columns: &[
        text("Konto", "Kennung des Kontos"),
        text("Bezeichnung", "Name des Kontos"),
        text("Kontenrahmen", "Name des Kontenrahmens; leer, solange keiner vereinbart ist"),
        text("Nummer", "Nummer im Kontenrahmen; leer bei Personenkonten und ohne Kontenrahmen"),
    ],
};

pub const POSTINGS: AuditTable = AuditTable {
    file: "buchungen.csv",
    name: "Buchungen",
    about: "Alle Buchungszeilen; die Zeilen einer Buchung ergeben zusammen null",
    has_key: false,
    columns: &[
        whole("Buchung", "Nummer der Buchung"),
        whole("Zeile", "Nummer der Zeile in der Buchung"),
        day("Buchungsdatum", "Tag, dem die Buchung zugeordnet ist"),
        text("Erfasst", "Zeitpunkt der Erfassung (UTC)"),
        text("Vorgang", "Regel, nach der gebucht wurde"),
        text("Text", "Der Vorgang in Worten"),
        text("Beleg", "Gedruckte Nummer des Belegs"),
        text("Bezug", "Datensatz, der gebucht wurde, als Art und Nummer"),
        text("Konto", "Kennung des Kontos"),
        text("Unterkonto", "Kunde, Partner oder Steuer, als Nummer"),
        money("Soll", "Betrag im Soll"),
        money("Haben", "Betrag im Haben"),
        text("Waehrung", "Währung des Betrags"),
        text("Steuerland", "Land, dessen Umsatzsteuer gilt oder in das steuerfrei geliefert wurde"),
        text("Steuerkategorie", "Kategorie nach EN 16931 (BT-118)"),
        AuditColumn { name: "Steuersatz", about: "Steuersatz in Prozent", kind: ColumnKind::Number(4) },
        day("Leistungsdatum", "Tag der Lieferung"),
        text("Storniert", "Nummer der Buchung, die zurückgenommen wird"),
    ],
};

pub const PERSONAL_ACCOUNTS: AuditTable = AuditTable {
    file: "personenkonten.csv",
    name: "Personenkonten",
    about: "Kunden und Partner mit Bewegungen",
    has_key: false,
    columns: &[
        text("Konto", "Kennung des Kontos"),
        text("Unterkonto", "Wie in den Buchungen"),
        text("Nummer", "Gedruckte Kunden- oder Partnernummer"),
        text("Name", "Firma oder Name"),
        text("Strasse", "Straße und Hausnummer"),
        text("PLZ", "Postleitzahl"),
        text("Ort", "Ort"),
        text("Land", "Land nach ISO 3166-1"),
        text("UID", "Umsatzsteuer-Identifikationsnummer"),
        money("Saldo", "Saldo zur Zeit der Ausgabe; Soll positiv"),
    ],
};

pub const INVOICES: AuditTable = AuditTable {
    file: "rechnungen.csv",
    name: "Rechnungen",
    about: "Rechnungen und Gutschriften",
    has_key: true,
    columns: &[
        text("Nummer", "Gedruckte Nummer"),
        text("Art", "invoice oder credit_note"),
        whole("Datensatz", "Wie im Bezug der Buchungen"),
        day("Datum", "Tag der Ausstellung"),
        day("Leistungsdatum", "Tag der Lieferung"),
        day("Faellig", "Tag der Fälligkeit"),
        text("Kunde", "Unterkonto des Kunden; leer bei Gästen"),
        text("Name", "Empfänger, wie gedruckt"),
        text("Land", "Land des Empfängers"),
        text("UID", "Umsatzsteuer-Identifikationsnummer des Empfängers, wie gedruckt"),
        money("Netto", "Summe ohne Steuer"),
        money("Steuer", "Umsatzsteuer"),
        money("Brutto", "Summe mit Steuer"),
        text("Waehrung", "Währung der Beträge"),
        text("Zu_Rechnung", "Nummer der Rechnung, die eine Gutschrift berichtigt"),
        text("Steuerbefreiung", "Grund, aus dem keine Umsatzsteuer berechnet ist"),
    ],
};

pub const INVOICE_LINES: AuditTable = AuditTable {
    file: "rechnungspositionen.csv",
    name: "Rechnungspositionen",
    about: "Die Positionen der Rechnungen und Gutschriften",
    has_key: false,
    columns: &[
        text("Nummer", "Nummer der Rechnung"),
        whole("Position", "Nummer der Position"),
        text("Artikel", "Artikelnummer; leer beim Versand"),
        text("Bezeichnung", "Wie gedruckt"),
        whole("Menge", "Stück"),
        money("Einzelpreis", "Netto je Stück"),
        AuditColumn { name: "Steuersatz", about: "Steuersatz in Prozent", kind: ColumnKind::Number(4) },
        money("Netto", "Menge mal Einzelpreis"),
    ],
};

pub const INVOICE_TAXES: AuditTable = AuditTable {
    file: "rechnungssteuern.csv",
    name: "Rechnungssteuern",
    about: "Die Umsatzsteuer der Rechnungen und Gutschriften nach Sätzen",
    has_key: false,
    columns: &[
        text("Nummer", "Nummer der Rechnung"),
        text("Steuerkategorie", "Kategorie nach EN 16931 (BT-118)"),
        AuditColumn { name: "Steuersatz", about: "Steuersatz in Prozent", kind: ColumnKind::Number(4) },
        money("Netto", "Bemessungsgrundlage"),
        money("Steuer", "Umsatzsteuer"),
    ],
};

pub const PAYMENTS: AuditTable = AuditTable {
    file: "zahlungen.csv",
    name: "Zahlungen",
    about: "Zahlungen zu Bestellungen und Rückzahlungen",
    has_key: true,
    columns: &[
        whole("Datensatz", "Wie im Bezug der Buchungen"),
        day("Datum", "Tag des Eingangs oder der Rückzahlung"),
        text("Bestellung", "Nummer der Bestellung"),
        money("Betrag", "Eingang positiv, Rückzahlung negativ"),
        text("Waehrung", "Währung des Betrags"),
        text("Verwendungszweck", "Was der Zahler schrieb"),
        whole("Buchung", "Nummer der Buchung"),
        text("Zurueckgenommen", "Grund, aus dem die Erfassung zurückgenommen wurde"),
    ],
};

pub const COMMISSIONS: AuditTable = AuditTable {
    file: "provisionen.csv",
    name: "Provisionen",
    about: "Die Abrechnungen der Partner aus gebuchten Läufen",
    has_key: false,
    columns: &[
        text("Lauf", "Nummer des Laufs"),
        text("Plan", "Name und Fassung des Provisionsplans"),
        day("Von", "Erster Tag des Zeitraums"),
        day("Bis", "Letzter Tag des Zeitraums"),
        text("Partner", "Gedruckte Partnernummer"),
        text("Name", "Name des Partners"),
        whole("Zeilen", "Anzahl der Zeilen der Abrechnung"),
        money("Betrag", "Provision"),
        text("Waehrung", "Währung des Betrags"),
    ],
};

pub const SELF_BILLED: AuditTable = AuditTable {
    file: "gutschriften.csv",
    name: "Gutschriften",
    about: "Gutschriften, mit denen die Firma Provisionen an Stelle der Partner abrechnet, und ihre Stornos",
    has_key: true,
    columns: &[
        text("Nummer", "Gedruckte Nummer"),
        day("Tag", "Tag der Ausstellung"),
        text("Lauf", "Nummer des Laufs"),
        day("Von", "Erster Tag des Leistungszeitraums"),
        day("Bis", "Letzter Tag des Leistungszeitraums"),
        text("Partner", "Gedruckte Partnernummer"),
        text("Name", "Name des Partners auf dem Beleg"),
        text("Land", "Land des Partners"),
        text("UID", "UID-Nummer des Partners; leer, wenn keine angegeben ist"),
        text("Steuernummer", "Steuernummer des Partners; leer, wenn keine angegeben ist"),
        text("Kategorie", "Steuerkategorie nach EN 16931 (UNTDID 5305)"),
        AuditColumn { name: "Steuersatz", about: "Steuersatz in Prozent", kind: ColumnKind::Number(4) },
        money("Netto", "Provision; negativ, wenn der Beleg etwas zurücknimmt"),
        money("Steuer", "Ausgewiesene Umsatzsteuer"),
        money("Brutto", "Netto und Steuer"),
        money("Geschuldet", "Umsatzsteuer, die die Firma an Stelle des Partners schuldet"),
        text("Waehrung", "Währung der Beträge"),
        text("Storniert", "Nummer der Gutschrift, die dieser Beleg zurücknimmt"),
        text("Zustand", "Gilt, widersprochen, storniert oder Storno"),
    ],
};

pub const CLOSINGS: AuditTable = AuditTable {
    file: "abschluesse.csv",
    name: "Abschluesse",
    about: "Abgeschlossene Monate; danach wird in ihnen nichts mehr gebucht",
    has_key: false,
    columns: &[
        day("Bis", "Letzter Tag des Monats"),
        text("Zeitpunkt", "Zeitpunkt des Abschlusses (UTC)"),
        text("Pruefsumme", "BLAKE3 der Saldenliste"),
        text("Zustand", "abgeschlossen oder wieder geöffnet"),
        text("Oeffnungen", "Gründe, aus denen der Monat wieder geöffnet werden sollte"),
    ],
};

/// In the order in which one reads them.
pub const TABLES: [AuditTable; 10] = [
    ACCOUNTS,
    PERSONAL_ACCOUNTS,
    POSTINGS,
    INVOICES,
    INVOICE_LINES,
    INVOICE_TAXES,
    PAYMENTS,
    COMMISSIONS,
    SELF_BILLED,
    CLOSINGS,
];
