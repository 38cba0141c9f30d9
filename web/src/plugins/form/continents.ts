export type Continent =
  | "europe"
  | "africa"
  | "asia"
  | "northAmerica"
  | "southAmerica"
  | "oceania"
  | "antarctica"
  | "other";

/** ISO 3166-1 alpha-2, and XK. Countries on two continents are where their shops' customers are mostly counted. */
const CODES: Readonly<Record<Exclude<Continent, "other">, string>> = {
  europe:
    "AX AL AD AT BY BE BA BG HR CY CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB VA",
  africa:
    "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW IO TF",
  asia: "AF AM AZ BH BD BT BN KH CN CX CC GE HK IN ID IR IQ IL JP JO KZ KP KR KW KG LA LB MO MY MV MN MM NP OM PK PS PH QA SA SG LK SY TW TJ TH TL TR TM AE UZ VN YE",
  northAmerica:
    "AI AG AW BS BB BZ BM BQ VG CA KY CR CU CW DM DO SV GL GD GP GT HT HN JM MQ MX MS NI PA PR BL KN LC MF PM VC SX TT TC US VI",
  southAmerica: "AR BO BR CL CO EC FK GF GY PY PE SR UY VE",
  oceania: "AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV VU WF UM",
  antarctica: "AQ BV HM GS",
};

const CONTINENT_OF = new Map(
  Object.entries(CODES).flatMap(([continent, codes]) => codes.split(" ").map((code) => [code, continent as Continent])),
);

/** In the order in which they are shown. */
export const CONTINENTS = [...Object.keys(CODES), "other"] as readonly Continent[];

export const COUNTRY_CODES: readonly string[] = [...CONTINENT_OF.keys()];

export function continentOf(countryCode: string): Continent {
  return CONTINENT_OF.get(countryCode) ?? "other";
}
