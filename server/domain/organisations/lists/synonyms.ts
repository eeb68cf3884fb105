import type { Field } from './contract'

/** What a heading can say: `name` is decided by the rest of the row. */
export type Said = Field | 'ignored'

/**
 * Headings of offices in Norway (nb, nn), Sweden, Denmark and in English; compared without spaces, case and punctuation.
 * A line is a meaning with its spellings.
 */
const SPELLINGS: readonly (readonly [Said, string])[] = [
  ['key', 'Pulje-ID'],
  [
    'county_code',
    'fylkesnr, fylkesnummer, fylkeskode, fylkenr, fylkenummer, länskod, regionskode, county code, county no',
  ],
  [
    'county_name',
    'fylke, fylkesnavn, fylkesnamn, fylkeskommune, fylkeskommunenavn, län, länsnamn, region, regionsnavn, amt, county, county name',
  ],
  [
    'municipality_code',
    `kommunenr, kommunenummer, kommune nummer, kommunenr., kommnr, kom.nr, komm.nr, k.nr, knr, kommunekode, kommunalkode,
     kommunkod, kommunnr, kommunnummer, kom.kode, municipality code, municipality number, municipality no, nr kommune`,
  ],
  [
    'municipality_name',
    `kommune, kommunenavn, kommunenamn, kommunens navn, namn på kommunen, navn på kommune, navn på kommunen, kommuner,
     kommun, kommunnamn, kommunens namn, municipality, municipality name, suohkan, gielda, tjïelte, vertskommune`,
  ],
  [
    'unit_name',
    `enhet, enhetsnavn, enhetens navn, navn på enhet, navn på enheten, einingsnamn, eining, eininga, namn på eining, namn på eininga,
     enheter, skole, skule, skolenavn, skolens navn, navn på skole, navn på skolen, skulenamn, namn på skulen, namn på skule, skoler,
     skular, barnehage, barnehagenavn, barnehagenamn, navn på barnehage, navn på barnehagen, namn på barnehagen, barnehager, barnehagar,
     skole/barnehage, barnehage/skole, skule/barnehage, barnehage/skule, skole eller barnehage, skule eller barnehage,
     barnehage eller skole, navn på skole/barnehage, namn på skule/barnehage, virksomhet, virksomhetsnavn, verksemd, verksemdsnamn,
     institusjon, institusjonsnavn, institusjonsnamn, arbeidssted, arbeidsstad, arbeidsplass, tjenestested, organisasjon,
     organisasjonsnavn, skola, skolans namn, skolnamn, skolenhet, skolenhetens namn, skolenhetsnamn, förskola, förskolans namn,
     förskola/skola, skola/förskola, enhetsnamn, enhetens namn, verksamhet, verksamhetens namn, arbetsplats, institution,
     institutionsnavn, institutionens navn, dagtilbud, børnehave, skolens navn/institution, skole/institution, skole/dagtilbud,
     enhed, enhedsnavn, arbejdsplads, unit, unit name, name of unit, school, school name, name of school, kindergarten,
     kindergarten name, school/kindergarten, workplace, organisation, organization, skuvla, mánáidgárdi`,
  ],
  [
    'unit_type',
    `type, enhetstype, type enhet, einingstype, type eining, enhetstyp, virksomhetstype, verksemdstype, verksamhetstyp, skoletype,
     skuletype, skolform, institusjonstype, institutionstype, enhedstype, slag, kategori, typ, art, kind, unit type, school type,
     type virksomhet, skoleslag`,
  ],
  [
    'owner_type',
    `eierform, eierskap, eigarform, eigarskap, offentlig/privat, privat/offentlig, kommunal/privat, privat/kommunal, ejerform,
     ägarform, huvudmannatyp, driftsform, owner type, ownership, eiertype`,
  ],
  [
    'org_number',
    `orgnr, org.nr, org nr., orgnummer, organisasjonsnr, organisasjonsnummer, organisasjonsnummer (9 siffer), organisationsnr,
     organisationsnummer, org.-nr, orgno, org no, org number, organisation number, organization number, organisation no, cvr,
     cvr-nr, cvr nummer, p-nummer, p-nr, virksomhetsnummer, bedriftsnummer, underenhet, orgid, org.id, nsr-id`,
  ],
  [
    'contact_name',
    `kontakt, kontaktperson, kontaktpersonens navn, kontaktperson navn, kontaktpersoner, kontaktnavn, kontaktnamn, navn kontaktperson,
     namn kontaktperson, navn på kontaktperson, namn på kontaktperson, rektor, rektors navn, rektor/styrer, rektor/styrar,
     styrer/rektor, styrer, styrar, leder, leiar, enhetsleder, einingsleiar, skoleleder, skuleleiar, barnehageleder,
     kontaktpersonsnamn, kontaktpersonens namn, kontaktpersonnamn, ansvarlig, ansvarleg, ansvarig, forstander, skoleder, leder navn,
     contact, contact person, contact name, principal, head, head teacher, leader, navn på rektor, navn på leder`,
  ],
  ['first_name', 'fornavn, førenamn, fornamn, förnamn, first name, given name, forename'],
  ['last_name', 'etternavn, etternamn, efternavn, efternamn, slektsnavn, last name, surname, family name'],
  [
    'name',
    `navn, namn, name, fullt navn, fullt namn, fulle navn, deltaker, deltakers navn, deltakar, deltager, deltagere, deltagare,
     deltakere, deltakarar, navn på deltaker, namn på deltakar, ansatt, tilsett, medarbeider, medarbeidar, medarbejder, medarbetare,
     person, personnavn, participant, participants, full name, employee`,
  ],
  [
    'email',
    `e-post, epost, e-postadresse, epostadresse, e-post adresse, e-postadr, mail, mailadresse, e-mail, e-mailadresse, emailadresse,
     e-postadress, epostadress, mejl, mejladress, mailadress, e-mail address, email address, e-posten, e-post kontaktperson, šleađgapoasta`,
  ],
  [
    'role',
    `rolle, roller, stilling, stillingstittel, stillingstype, funksjon, tittel, role, roll, befattning, titel, funktion, stillingsbetegnelse,
     yrke, position, title, job title`,
  ],
  [
    'ignored',
    `nr, no, nummer, #, løpenr, løpenummer, lnr, radnr, rad, id, telefon, telefonnr, telefonnummer, tlf, tlf.nr, mobil, mobilnr,
     mobilnummer, mobiltelefon, phone, phone number, telephone, mobile, adresse, adress, address, besøksadresse, postadresse, gateadresse,
     postnr, postnummer, poststed, poststad, postort, by, merknad, merknader, kommentar, kommentarer, anmerkning, comment, comments,
     notat, notes, dato, date, url, nettside, heimeside, hjemmeside, hemsida, website, trinn, klasser, målform, elever, elevar, barn,
     ansatte, tilsette, pulje, kohort, status, påmeldt, allergier, feilen, hva er galt, kva er gale, what is wrong`,
  ],
]

/** Parts of longer headings, in the order in which they decide: "Telefon kontaktperson" is a telephone. */
export const PARTS: readonly (readonly [RegExp, Said])[] = [
  [/^(?:antall|antal|numberof|talpå)/, 'ignored'],
  [/telefon|mobil|tlf|phone/, 'ignored'],
  [/epost|email|mail|mejl/, 'email'],
  [/(?:kommune|eier|eigar|huvudman).*org|org.*(?:eier|eigar|kommune)/, 'ignored'],
  [/orgnr|orgnummer|organisasjonsn|organisationsn|organizationn|cvrn/, 'org_number'],
  [/adress|postn|poststed|poststad/, 'ignored'],
  [
    /kommun(?:e|al)?(?:nr|nummer|kode?|kod)(?:$|[^a-zæøå])|kommun(?:e|al)?(?:nr|nummer|kod)/,
    'municipality_code',
  ],
  [/fylkes?(?:nr|nummer|kode)|länskod/, 'county_code'],
  [/(?:fornavn|førenamn|førnamn|firstname)/, 'first_name'],
  [/(?:etternavn|etternamn|efternamn|efternavn|lastname|surname)/, 'last_name'],
  [/kontaktperson|rektor|styrer|styrar|principal/, 'contact_name'],
  [/(?:type|typ)(?:enhet|eining|skole|skule)|(?:enhets|einings|skole|skule|unit|school)typ/, 'unit_type'],
  [
    /(?:skole|skule|barnehage|enhets|einings|skol|førskole|børnehave|institutions|school|unit)(?:navn|namn|name)/,
    'unit_name',
  ],
  [/kommun(?:e|ens?)?(?:navn|namn|name)/, 'municipality_name'],
  [/rolle|stilling/, 'role'],
]

export const spellings = (): (readonly [Said, string[]])[] =>
  SPELLINGS.map(([said, words]) => [said, words.split(',').map(word => word.trim())] as const)
