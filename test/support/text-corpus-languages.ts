/** The vocabulary of the seeded corpus: names, templates with slots, and texts that hold nothing to find. */
export interface Language {
  readonly name: string;
  readonly families: readonly string[];
  readonly givens: readonly string[];
  /** Families that are words, too: planted with a neighbour or a form of address only. */
  readonly weak: readonly string[];
  readonly honorific: string;
  readonly isSpaceless?: boolean;
  inflect(family: string): readonly string[];
  dates(year: number, month: number, day: number): readonly string[];
  /** A hash is a digit. */
  readonly phone: string;
  readonly streets: readonly string[];
  readonly cities: readonly string[];
  readonly templates: readonly string[];
  readonly negatives: readonly string[];
}

function withMonths(names: string, write: (year: number, month: string, day: number) => readonly string[]) {
  const list = names.split(' ');
  return (year: number, month: number, day: number): readonly string[] => write(year, list[month - 1]!, day);
}

function ordinal(day: number): string {
  const teens = day > 10 && day < 14;
  return `${day}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

export const LANGUAGES: readonly Language[] = [
  {
    name: 'en',
    families: ['Smith', 'Johnson', 'O\'Connor', 'Taylor-Jones', 'Young', 'Long', 'Li', 'Rose', 'MacDonald', 'Kim', 'de la Cruz', 'Nguyen', 'Fitzgerald'],
    givens: ['John', 'Mary', 'May', 'Elizabeth', 'Wei', 'Patrick', 'Sarah'],
    weak: ['Young', 'Long', 'Li', 'Rose'],
    honorific: 'Mrs.',
    inflect: (family) => [`${family}'s`],
    dates: withMonths('January February March April May June July August September October November December', (y, m, d) => [`${m} ${d}, ${y}`, `${m} ${ordinal(d)} ${y}`, `${ordinal(d)} of ${m} ${y}`, `${d}-${m.slice(0, 3)}-${y}`]),
    phone: '+1 ### ### ####',
    streets: ['Elmhurst Road', 'Kensington Avenue'],
    cities: ['NW3 4QG Camden', '02139 Cambridge'],
    templates: [
      'Patient {name} was seen on {date} for follow-up.', 'MRI brain of {name}, DOB {birth-date}', 'Reported by {person} on {date}', 'CT chest {accession} compared with the study of {date}',
      'Referred by {person}; call {phone}', 'Ref {id}', '{name} {id}', 'Lives at {address}, phone {phone}.', 'Previous exam {accession}, patient ID {id}, born {birth-date}.', 'KNEE LT {name} {date}', 'Discussed with {person} by phone. Copy to {name}.',
    ],
    negatives: [
      'LI-RADS 4 lesion, segment 7', 'Young patient may have a long lesion', 'LONG AXIS VIEW', 'Short axis, 12 slices of 8 mm', 'T1 TSE SAG 5.0 x 5.0 mm', 'Rose bengal uptake is normal', 'CT 120 kV, 250 mAs, kernel B30f, 512 x 512', 'Acquisition 3 of 4, delay 35 s', 'long segment stenosis of the young adult', 'MAY BE NORMAL', 'Baker cyst of the left knee', 'ABDOMEN^LIVER 3PHASE', 'Software version 5.2.10', 'Ratio 12/15, score 3/4', 'LONG TE 120, SHORT TR 450', 'Nodule of 1234 mm3 in the right upper lobe', 'Axial slices 1-200 of 350', 'Bosniak IIF cyst', 'Li concentration in range',
    ],
  },
  {
    name: 'de',
    families: ['Müller', 'Weiß', 'Schröder', 'Müller-Lüdenscheidt', 'von der Heide', 'Klein', 'Lang', 'Jung', 'Größmann', 'Bär', 'Kowalczyk', 'Strauß'],
    givens: ['Jürgen', 'Renate', 'Käthe', 'Hans-Peter', 'Sophie', 'Björn'],
    weak: ['Klein', 'Lang', 'Jung', 'Bär', 'Weiß'],
    honorific: 'Frau',
    inflect: (family) => (family.endsWith('s') || family.endsWith('ß') ? [] : [`Frau ${family}s`]),
    dates: withMonths('Januar Februar März April Mai Juni Juli August September Oktober November Dezember', (y, m, d) => [`${d}. ${m} ${y}`, `${m} ${y}`, `${d}.${m.slice(0, 3)}. ${y}`]),
    phone: '+49 1## #######',
    streets: ['Hauptstraße', 'Lindenallee', 'Goethestr.'],
    cities: ['80331 München', '04109 Leipzig'],
    templates: [
      'Patient {name}, geb. {birth-date}', 'Zuweisung durch {person} am {date}', 'Vergleich mit der Voruntersuchung vom {date}', 'MRT Knie links {name} {id}', 'Tel. {phone}, wohnhaft {address}', 'Fallnummer {id}, Auftrag {accession}', 'Befund diktiert von {person}, {date}', '{name} {birth-date}', 'Verlaufskontrolle bei {name} nach OP vom {date}.',
    ],
    negatives: [
      'Junge Patientin mit langer Anamnese', 'lange Achse, kurze Achse', 'LWS sagittal, 3 mm', 'Kleine Zyste im linken Leberlappen, 12 mm', 'Weißer Fleck, klein', 'Befund unauffällig, kein Erguss', 'Version 3.1.4', 'Schichtdicke 1,25 mm, 120 kV', 'Jung und alt', 'Seg 5/6, 2,3 x 1,8 cm', 'Kontrolle in 3 Monaten', 'Segment 4 bis 8, 300 Bilder', 'Lang gestreckte Stenose', 'T2 TIRM COR 4.0',
    ],
  },
  {
    name: 'fr',
    families: ['Lefèvre', 'Dubois', 'Petit', 'Béranger', 'de la Fontaine', 'Moreau', 'Leblanc', 'Grand'],
    givens: ['Hélène', 'François', 'Zoé', 'Jean-Pierre', 'Éloïse'],
    weak: ['Petit', 'Grand'],
    honorific: 'Mme',
    inflect: () => [],
    dates: withMonths('janvier février mars avril mai juin juillet août septembre octobre novembre décembre', (y, m, d) => [`${d === 1 ? '1er' : d} ${m} ${y}`, `${m} ${y}`]),
    phone: '+33 6 ## ## ## ##',
    streets: ['rue Lafayette', 'avenue Gambetta'],
    cities: ['75010 Paris', '69003 Lyon'],
    templates: ['Patient {name}, né le {birth-date}', 'Adressé par {person} le {date}', 'Comparaison avec le scanner du {date}', 'IRM du genou {name} {id}', 'Dossier {id}, examen {accession}', 'Tél. {phone}, {address}', '{name} {birth-date}', 'Compte rendu de {person} du {date}'],
    negatives: ['Petit kyste du foie droit', 'grand axe, petit axe', 'Coupes de 5 mm sans injection', 'Lésion de 12 x 8 mm du segment 4', 'Examen normal', 'Axe long', 'Séquence 3 sur 12, 120 kV', 'Grand trochanter sans particularité', 'Score 3/5', 'Contrôle dans 6 mois'],
  },
  {
    name: 'es',
    families: ['García', 'Muñoz', 'Delgado', 'Rodríguez Pérez', 'de la Vega', 'Ibáñez', 'Blanco'],
    givens: ['José', 'María', 'Íñigo', 'Lucía', 'Concepción'],
    weak: ['Delgado', 'Blanco'],
    honorific: 'Sra.',
    inflect: () => [],
    dates: withMonths('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre', (y, m, d) => [`${d} de ${m} de ${y}`, `${d} ${m} ${y}`, `${m} de ${y}`]),
    phone: '+34 6## ### ###',
    streets: ['Calle Velázquez', 'Avenida Cervantes'],
    cities: ['28010 Chamberí', '41004 Sevilla'],
    templates: ['Paciente {name}, nacido el {birth-date}', 'Remitido por {person} el {date}', 'Se compara con el estudio del {date}', 'RM de rodilla {name} {id}', 'Historia {id}, petición {accession}', 'Tel. {phone}, {address}', '{name} {birth-date}', 'Informe de {person} del {date}'],
    negatives: ['Intestino delgado sin alteraciones', 'eje largo, eje corto', 'Punto blanco en el hueso', 'Cortes de 5 mm sin contraste', 'Lesión de 12 x 8 mm', 'Estudio normal', 'Control en 6 meses', 'Serie 3 de 12, 120 kV'],
  },
  {
    name: 'it',
    families: ['Rossi', 'De Luca', 'Bianco', 'D\'Angelo', 'Esposito', 'Niccolò', 'Russo'],
    givens: ['Giovanni', 'Nicolò', 'Chiara', 'Francesca', 'Mattia'],
    weak: ['Bianco', 'Rossi'],
    honorific: 'Sig.',
    inflect: () => [],
    dates: withMonths('gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre', (y, m, d) => [`${d} ${m} ${y}`, `${m} ${y}`]),
    phone: '+39 3## #######',
    streets: ['Via Garibaldi', 'Corso Vercelli'],
    cities: ['20121 Brera', '50123 Firenze'],
    templates: ['Paziente {name}, nato il {birth-date}', 'Inviato da {person} il {date}', 'Confronto con esame del {date}', 'RM ginocchio {name} {id}', 'Cartella {id}, esame {accession}', 'Tel. {phone}, {address}', '{name} {birth-date}', 'Referto di {person} del {date}'],
    negatives: ['Globuli rossi nella norma', 'asse lungo, asse corto', 'Punto bianco nel fegato', 'Strati di 5 mm senza contrasto', 'Lesione di 12 x 8 mm', 'Esame normale', 'Controllo tra 6 mesi', 'Serie 3 di 12'],
  },
  {
    name: 'nl',
    families: ['de Jong', 'van den Berg', 'Jansen', 'Visser', 'de Groot', 'Bakker', 'van Dijk'],
    givens: ['Jan', 'Sanne', 'Daniël', 'Femke', 'Willem'],
    weak: ['de Jong', 'van den Berg', 'de Groot'],
    honorific: 'mevr.',
    inflect: () => [],
    dates: withMonths('januari februari maart april mei juni juli augustus september oktober november december', (y, m, d) => [`${d} ${m} ${y}`, `${m} ${y}`]),
    phone: '+31 6 ########',
    streets: ['Keizersgracht', 'Oranjelaan'],
    cities: ['1015 CJ Jordaan', '3511 Utrecht'],
    templates: ['Patiënt {name}, geboren {birth-date}', 'Verwezen door {person} op {date}', 'Vergeleken met het onderzoek van {date}', 'MRI knie {name} {id}', 'Dossier {id}, onderzoek {accession}', 'Tel. {phone}, {address}', '{name} {birth-date}', 'Verslag van {person} op {date}'],
    negatives: ['Jong en oud', 'lange as, korte as', 'groot hematoom links', 'Coupes van 5 mm zonder contrast', 'Laesie van 12 x 8 mm', 'Normaal onderzoek', 'Controle over 6 maanden', 'Serie 3 van 12'],
  },
  {
    name: 'ru',
    families: ['Иванов', 'Смирнова', 'Достоевский', 'Кузнецов'],
    givens: ['Сергей', 'Анна', 'Мария', 'Алексей'],
    weak: [],
    honorific: 'пациент',
    inflect: (family) => (family.endsWith('ов') ? [`${family}а`, `${family}у`, `${family}ым`] : family.endsWith('ва') ? [`${family.slice(0, -1)}ой`] : []),
    dates: withMonths('января февраля марта апреля мая июня июля августа сентября октября ноября декабря', (y, m, d) => [`${d} ${m} ${y}`]),
    phone: '+7 9## ### ## ##',
    streets: ['улица Пушкина', 'Тверская'],
    cities: ['101000 Москва', '190000 Петроградский'],
    templates: ['Пациент {name}, дата рождения {birth-date}', 'Направлен врачом {person} от {date}', 'МРТ колена {name} {id}', 'Тел. {phone}, {address}', 'Исследование {accession} от {date}', '{name} {birth-date}'],
    negatives: ['Срезы 5 мм без контраста', 'Очаг 12 x 8 мм в правой доле', 'Норма', 'Серия 3 из 12', 'Контроль через 6 месяцев'],
  },
  {
    name: 'ja',
    families: ['山田', '佐藤', '小林', '長谷川'],
    givens: ['太郎', '花子', '健一', 'さくら'],
    weak: [],
    isSpaceless: true,
    honorific: '様',
    inflect: () => [],
    dates: (y, m, d) => [`${y}年${m}月${d}日`, ...(y > 2019 ? [`令和${y - 2018}年${m}月${d}日`] : []), `${y}/${m}/${d}`],
    phone: '+81 90 #### ####',
    streets: ['新宿区西新宿', '渋谷区神南'],
    cities: ['東京都', '大阪府'],
    templates: ['患者{name}、生年月日{birth-date}', '主治医{person}、{date}', '頭部MRI {name} {id}', '前回検査{date}と比較', '電話 {phone}', '検査番号 {accession}', '{name} {birth-date}'],
    negatives: ['右肺上葉に結節影あり', '造影剤なし、厚さ5mm', '林檎状の形態', '正常範囲', 'シリーズ3/12', '小さな嚢胞'],
  },
  {
    name: 'zh',
    families: ['王', '李', '欧阳', '张'],
    givens: ['小东', '伟明', '丽华'],
    weak: [],
    isSpaceless: true,
    honorific: '先生',
    inflect: () => [],
    dates: (y, m, d) => [`${y}年${m}月${d}日`, `${y}年${m}月`],
    phone: '+86 138 #### ####',
    streets: ['北京市朝阳区建国路', '上海市静安区南京西路'],
    cities: ['建国门', '静安寺'],
    templates: ['患者{name},出生日期{birth-date}', '送检医生{person},{date}', '头颅MRI {name} {id}', '与{date}检查对比', '电话 {phone}', '检查号 {accession}', '{name} {birth-date}'],
    negatives: ['右肺上叶小结节', '未见异常,厚度5mm', '左侧肢体活动正常', '序列3/12', '张力正常'],
  },
  {
    name: 'ko',
    families: ['김', '이', '박', '남궁'],
    givens: ['민수', '영희', '지훈'],
    weak: [],
    isSpaceless: true,
    honorific: '님',
    inflect: () => [],
    dates: (y, m, d) => [`${y}년 ${m}월 ${d}일`, `${y}년 ${m}월`],
    phone: '+82 10 #### ####',
    streets: ['강남구 테헤란로', '종로구 세종대로'],
    cities: ['서울특별시', '부산광역시'],
    templates: ['환자 {name}, 생년월일 {birth-date}', '담당의 {person}, {date}', '두부 MRI {name} {id}', '이전 검사 {date} 와 비교', '전화 {phone}', '검사번호 {accession}', '{name} {birth-date}'],
    negatives: ['이상 소견 없음', '우측 폐 결절 5mm', '박리 소견 없음', '시리즈 3/12', '김서림 없음'],
  },
];
