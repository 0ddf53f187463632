//! The columns of DATEV's categories 21 and 16, by DATEV's public description of the format.

/// Category 21, version 13. Texts have a mark behind their name, since they stand in quotes.
pub(super) fn of_batches() -> Vec<String> {
    let mut all = split(
        "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;\
         Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;\
         Postensperre;Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink",
    );
    for i in 1..=8 {
        all.push(format!("Beleginfo - Art {i}"));
        all.push(format!("Beleginfo - Inhalt {i}"));
    }
    all.extend(split(
        "KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);\
         EU-Steuersatz (Bestimmung);Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;\
         BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung",
    ));
    for i in 1..=20 {
        all.push(format!("Zusatzinformation - Art {i}"));
        all.push(format!("Zusatzinformation- Inhalt {i}"));
    }
    all.extend(split(
        "Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;\
         Buchungstyp;USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);\
         EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum;\
         SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;Beteiligtennummer;Identifikationsnummer;\
         Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;Festschreibung;\
         Leistungsdatum;Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;\
         Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto",
    ));
    all
}

/// Category 16, version 5.
pub(super) fn of_people() -> Vec<String> {
    let mut all = split(
        "Konto;Name (Adressatentyp Unternehmen);Unternehmensgegenstand;Name (Adressatentyp natürl. Person);\
         Vorname (Adressatentyp natürl. Person);Name (Adressatentyp keine Angabe);Adressatentyp;Kurzbezeichnung;EU-Land;\
         EU-USt-IdNr.;Anrede;Titel/Akad. Grad;Adelstitel;Namensvorsatz;Adressart;Straße;Postfach;Postleitzahl;Ort;Land;\
         Versandzusatz;Adresszusatz;Abweichende Anrede;Abw. Zustellbezeichnung 1;Abw. Zustellbezeichnung 2;\
         Kennz. Korrespondenzadresse;Adresse Gültig von;Adresse Gültig bis;Telefon;Bemerkung (Telefon);\
         Telefon Geschäftsleitung;Bemerkung (Telefon GL);E-Mail;Bemerkung (E-Mail);Internet;Bemerkung (Internet);Fax;\
         Bemerkung (Fax);Sonstige;Bemerkung (Sonstige)",
    );
    all.extend((1..=5).flat_map(bank));
    all.extend(split(
        "Leerfeld 11;Briefanrede;Grußformel;Kundennummer;Steuernummer;Sprache;Ansprechpartner;Vertreter;Sachbearbeiter;\
         Diverse-Konto;Ausgabeziel;Währungssteuerung;Kreditlimit (Debitor);Zahlungsbedingung;\
         Fälligkeit in Tagen (Debitor);Skonto in Prozent (Debitor);Kreditoren-Ziel 1 (Tage);Kreditoren-Skonto 1 (%);\
         Kreditoren-Ziel 2 (Tage);Kreditoren-Skonto 2 (%);Kreditoren-Ziel 3 Brutto (Tage);Kreditoren-Ziel 4 (Tage);\
         Kreditoren-Skonto 4 (%);Kreditoren-Ziel 5 (Tage);Kreditoren-Skonto 5 (%);Mahnung;Kontoauszug;Mahntext;\
         Mahntext 2;Mahntext 3;Kontoauszugstext;Mahnlimit Betrag;Mahnlimit %;Zinsberechnung;Mahnzinssatz 1;\
         Mahnzinssatz 2;Mahnzinssatz 3;Lastschrift;Verfahren;Mandantenbank;Zahlungsträger",
    ));
    all.extend((1..=15).map(|i| format!("Indiv. Feld {i}")));
    all.extend(
        split(
            "Abweichende Anrede;Adressart;Straße;Postfach;Postleitzahl;Ort;Land;Versandzusatz;Adresszusatz;\
             Abw. Zustellbezeichnung 1;Abw. Zustellbezeichnung 2;Adresse Gültig von;Adresse Gültig bis",
        )
        .into_iter()
        .map(|name| format!("{name} (Rechnungsadresse)")),
    );
    all.extend((6..=10).flat_map(bank));
    all.extend(split("Nummer Fremdsystem;Insolvent"));
    all.extend((1..=10).map(|i| format!("SEPA-Mandatsreferenz {i}")));
    all.extend(split(
        "Verknüpftes OPOS-Konto;Mahnsperre bis;Lastschriftsperre bis;Zahlungssperre bis;Gebührenberechnung;Mahngebühr 1;\
         Mahngebühr 2;Mahngebühr 3;Pauschalberechnung;Verzugspauschale 1;Verzugspauschale 2;Verzugspauschale 3;\
         Alternativer Suchname;Status;Anschrift manuell geändert (Korrespondenzadresse);\
         Anschrift individuell (Korrespondenzadresse);Anschrift manuell geändert (Rechnungsadresse);\
         Anschrift individuell (Rechnungsadresse);Fristberechnung bei Debitor;Mahnfrist 1;Mahnfrist 2;Mahnfrist 3;\
         Letzte Frist",
    ));
    all
}

/// The columns of one account at a bank.
fn bank(i: u8) -> Vec<String> {
    let with_number = [
        "Bankleitzahl #",
        "Bankbezeichnung #",
        "Bankkonto-Nummer #",
        "Länderkennzeichen #",
        "IBAN #",
        "Leerfeld #",
        "SWIFT-Code #",
        "Abw. Kontoinhaber #",
        "Kennz. Haupt-Bankverb. #",
        "Bankverb. # Gültig von",
        "Bankverb. # Gültig bis",
    ];
    with_number.iter().map(|name| name.replace('#', &i.to_string())).collect()
}

fn split(names: &str) -> Vec<String> {
    names.split(';').map(str::to_owned).collect()
}
