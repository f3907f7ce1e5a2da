/** How far before a number the word stands that says what it is. */
const NEAR = 48;

/** What stands before a place on its line, as far as it can say what follows; the last sentence only. */
export function wordsBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - NEAR), start).toLowerCase();
  const ends = ["\n", ". ", "; "].map((end) => before.lastIndexOf(end) + 1);
  // A point that shortens a word ends no sentence: "Tel. 030".
  const isShort = /(?:^|[^\p{L}])\p{L}{1,4}\. $/u.test(before);
  return before.slice(isShort ? 0 : Math.max(...ends));
}

/** How many characters at most stand between such a word and the number. */
const CLOSE = 24;

const close = (words: string, between = ".") =>
  new RegExp(String.raw`(?<![\p{L}])(?:${words})(?![\p{L}])${between}{0,${CLOSE}}$`, "u");

const OTHER_NUMBER = close(
  [
    "order|orders|tracking|serial|invoice|parcel|shipment|booking|confirmation|reference|ref|case|ticket|request|batch|lot",
    "imei|iccid|ean|upc|gtin|isbn|issn|sku|barcode|part|model|article|item|error|code|build|version|firmware|revision|rev|id",
    "timestamp|epoch|hash|checksum|license|licence|pid|port|page|line|row|bytes|rfc|kb|cve|bug|issue|pr|commit|uptime|ticks|offset",
    "bestellung|bestellnummer|auftrag|auftragsnummer|rechnung|rechnungsnummer|seriennummer|sendung|sendungsnummer|artikel",
    "artikelnummer|kundennummer|vorgang|vorgangsnummer|fehler|fehlercode|zeile|seite|version|teilenummer|paketnummer|charge",
    "commande|facture|suivi|série|numéro de série|colis|référence|réf|erreur|ligne|dossier|article|pedido|factura|serie",
    "seguimiento|referencia|ordine|fattura|seriale|spedizione|bestelling|factuur|serienummer|s/n|sn|p/n|no\\. de série",
  ].join("|"),
  // another number between them is the one that the word is about
  String.raw`[^\d]`,
);

/** Whether a word before it says that the number is one of another kind, such as an order's or a part's. */
export const isSaidToBeAnother = (before: string) => OTHER_NUMBER.test(before);

const PHONE = close(
  [
    // "1200 calls" counts them
    "phone|(?<!\\d )phones|telephone|tel|tel\\.|mobile|cell|call|(?<!\\d )calls|called|ring|dial|text|sms|whatsapp|signal|fax|landline|reach|contact|mob|ph",
    "telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|rufnummer|festnetz|anrufen|ruf|ruft|rufen|erreichbar|erreichen|nummer",
    "téléphone|tél|tél\\.|portable|fixe|appeler|appelez|appelle|joindre|joignable|rappeler|rappelez|mon numéro",
    "teléfono|telefono|móvil|movil|llamar|llámame|llamadme|cellulare|chiamare|chiamami|chiamatemi|telefoon|mobiel|bellen|bel|telefone|celular|telemóvel",
    "my number|number is|tlf|puhelin|telefonu|telefonas",
  ].join("|"),
);

/** Whether a word before it says that the number is a telephone's. */
export const isSaidToBePhone = (before: string) => PHONE.test(before);

const CARD = close(
  "card|cards|visa|mastercard|amex|american express|maestro|credit|debit|karte|kreditkarte|kartennummer|girocard|carte|tarjeta|carta|creditcard|cc|pan",
);

/** Whether a word before it says that the number is a payment card's. */
export const isSaidToBeCard = (before: string) => CARD.test(before);

const ACCOUNT = close(
  [
    "account number|account no|account no\\.|account #|acct|acct no|acct no\\.|kontonummer|konto-nr|konto-nr\\.|kontonr|kto|kto\\.|kto-nr|kto-nr\\.",
    "numéro de compte|n° de compte|número de cuenta|nº de cuenta|numero di conto|rekeningnummer",
  ].join("|"),
  String.raw`[^\d]`,
);
const ACCOUNT_OF_BANK =
  /(?<![\p{L}])(?:sort code|blz|bankleitzahl|routing number|routing)(?![\p{L}])[^\d]{0,12}\d[\d -]{4,10}[^\d\n]{0,12}(?:account|a\/c|konto)(?![\p{L}])[^\d]{0,12}$/u;

/** Whether a word before it says that the number is an account's: it is called so, or a bank's own number stands before it. */
export const isSaidToBeAccount = (before: string) => ACCOUNT.test(before) || ACCOUNT_OF_BANK.test(before);

const PERSONAL_ID = close(
  [
    "ssn|nhs|nhs number|nhs no|social security|social security number|national insurance|nino|ni number|tax id|tax number|taxpayer|tin|id number|identity number",
    "steuer-id|steuerid|steueridentifikationsnummer|steuer-identifikationsnummer|idnr|identifikationsnummer|steuernummer|sozialversicherungsnummer|ahv|ahv-nummer",
    "sécurité sociale|numéro de sécu|nir|dni|nie|nif|bsn|burgerservicenummer|codice fiscale|pesel|aadhaar|aadhar|cpf|personnummer",
  ].join("|"),
);

/** Whether a word before it says that what follows names a person to an authority. */
export const isSaidToBePersonalId = (before: string) => PERSONAL_ID.test(before);

const HOME = close(
  [
    "my address|address is|address|live at|lives at|living at|live in|ship to|shipping to|deliver to|delivered to|send it to|send to|moved to|reside at|located at|pick it up at|pick up at|mail it to",
    "adresse|anschrift|wohne|wohnt|wohnen|wohnhaft|liefern|lieferung|lieferadresse|schicken|schickt|senden|versenden|umgezogen|abholen",
    "habite|habitons|livrer|livraison|envoyer|envoyez|domicile|domicilié|vivo en|dirección|direccion|enviar|abito in|indirizzo|spedire|woon|adres|bezorgen",
  ].join("|"),
);

/** Whether a word before it says that somebody lives there. */
export const isSaidToBeHome = (before: string) => HOME.test(before);
