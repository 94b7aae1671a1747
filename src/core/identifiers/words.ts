/** Words that tell nothing by themselves about who is meant, and words that tell much. All folded. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Parts of names that are never a name by themselves. */
export const PARTICLES = words(`
  van von vom zu zur zum der den dem des de del della delle dello degli di da das do dos du la le les los las el al
  ter ten te tot op het bin bint ibn ben abu af av st san santa saint y e i und and et`);

/** Suffixes and prefixes that stand with names (PS3.5 §6.2.1). */
export const TITLES = words(`
  dr drs prof professor professeur profesor doctor doktor docteur dottore dott doc med md phd dm dds mbbs frcr
  mr mrs ms miss mister sir mme mlle m herr herrn hr frau fr sr sra srta sig signor signora dhr mevr mevrouw dhra
  monsieur madame senor senora don dona jr sr ii iii iv
  patient patientin patienten patiente paciente paziente pt pat pac paz name nom nombre nome naam vorname nachname
  surname dokter tech technologist operator physician arzt medecin medico arts radiologist radiologe
  г-н г-жа гр пациент пациентка пациента пациентки больной больная врач доктор
  ασθενης κ κος κα δρ المريض المريضة السيد السيدة دكتور`);

/**
 * Words of reports and of everyday language that are surnames or given names, too: of them, a name is believed only
 * with a neighbour, a title or a capital in the middle of a sentence besides.
 */
export const COMMON_WORDS = words(`
  a about above abdomen abdominal acute after age air al all alone along also am an and angle ankle any arm arms art
  as at axial axis back ball banks base bay be bed before bell below bend best bill bird black bladder blood blue body
  bolus bond bone bones bowel bow box brain branch breast bridge bright broad brown bruce burn burns bush by can cap
  care case cast cell center central chance change chase chest child christian church clean clear close coil cold cole
  contrast cook cord corner coronal cross cup curve cut cyst dark date day days dean deep delay demand digit do dose
  double down drain drew drop dry dual early east echo edge elbow end even eye eyes face fair faith fall far fast fat
  feet few field fields film fine first fish flat flood flow fluid focus follow foot for force ford forearm forest fox
  frank free french fresh from front frost full gap gate gene giant glass go gold good grace grant gray great green
  grey ground grove guide gut guy had hand hands hard hardy has have he head heart heel held help her here hers high
  hill hip hips his hold hole holiday home hope house humble hunt if image in iris is it iv ivory jack jaw jay joint
  joy june july august april may march jr just keen kidney king knee knight lake lamb lane large last late law left
  leg legs less lesion lightning light lilly lily line little liver load long loop lot love low lower lump lung lungs
  main major man many mark marks mass mat mean media mid middle mild mill mills minor miss mode moody moon more
  moss most mouth much must my nail name nancy narrow near neck need new next nice night no noble node nodes normal
  north nose not now of off oh old on one only open or order other our out over page pain pan park part past pat
  patch path patient peak pearl per phase pin piper place plain plane plate point pool poor pope post power price
  pride prone pulse pure quick rain range rare ray read red reed regular rest rib rich right ring river rob rock rod
  root rose round row royal ruby run sage same sand savage scan school sea sequence series serial set sharp she shin
  short shoulder side signs silver simple site six size skin skull sky slice slight slow small smart snow so soft
  some sound south spear speed spine spring stable star steel stem step stern stiff still stone stones straight
  stress strong study sue summer sun supine sure swan sweet swift tall target ten test the thick thigh thin this
  thorax three thumb time to toe tongue tooth top touch tower tract trial true trunk tube turn two twin under union
  unit up upper us valley valve vein vertical very view violet volume walk wall ward warm was water wave way we weak
  week well west white wide wild will wing winter wise with wolf woman women wood woods work worth wrist x year yes
  young zone cardiac pelvis hospital clinic department street road avenue city centre

  alt alte am an arm auge bach bauch beck becken bein berg blau brand braun breit brust busch das dem den der die
  dorn ein eine eng ernst fein fest finger folge frei fuss ganz gelb gerade gross grosse grun grund gut haar hals hand
  hart haut heil hell herz hinten hirn hoch huft im in ist jahr jung junge kalt kein kern kiefer klar klein kleine knie
  knochen koch kopf kranz kraft krank kurz kurze lang lange leber leicht lieb links lunge magen mai maus milz mit
  mittel morgen nach nase neu neue nicht niere nieren noch ober ohne ohr ost rauch recht rechts reich rein reine
  rippe rot ruhe rund rucken sauer scharf schulter schwach schwarz schwer seite sommer sonntag freitag stark steil
  stein steine stern still stumpf sturz tag tief ufer und unter vogt voll von vor wald wand warm weber weich weit
  weiss wenig winkel winter wirbel wolf wunder zahn zehe zeit zu zweig

  aine aigu avant avec bas basse beau bel blanc blanche bon bonne bras brun carre chaud clair cote coeur coude court
  cou dans de des dos droit droite du en est et face faible fait fin foie forte fort froid gauche genou grand grande
  gras gris gros haut haute hanche jaune jeune jour juste large le les long longue lourd main mains marin matin
  moyen net noir noire nouveau os pas peau petit petite pied pieds plat pour premier rein reins rond rose rouge roux
  sain sans sec sein suite sur tete tres vert vieux vif

  alto azul blanca blanco brazo bueno cabeza calvo campo cara claro corto costa costilla cuello cuerpo delgado
  derecho el en es fuerte grande grueso izquierdo joven largo leal lleno mano medio moreno nariz negro no nuevo ojo
  oreja osea oseo pardo pecho pie pierna piel pulmon rey rico rodilla rojo rubio sin sol torre un una vena verde
  vidal viejo baja bajo

  alta amico basso bella bello bianca bianco braccio breve buono caldo capo caro coscia dente destra destro dolce
  duro fegato ferro fianco fine forte fronte gamba giallo ginocchio giovane gola grasso grosso guida il la lungo lunga
  magro mano mare massa medio nero nuovo osso petto piano piccolo piede pieno polso rosa rossa rosse rossi rosso rotondo sano secco
  sinistra sordo sotto spalla testa tra uno vecchio vena verde

  achter been beeld blauw boven bruin buik de dik dikke dunne een en fijn geel goed groen groot hals hand hart heup
  het hoek hoofd jong jonge kaak kamp klein knie kop kort lang lange laag licht links long longen maag met mond naar
  neus niet nier nieuw onder oog oud oude rechts rood rug schouder smal snel sterk van voet vol voor vrij wit zwaar
  zwart

  alto azul baixo branco braco cabeca claro coracao curto direito grande longo mao nova novo osso pe pequeno preto
  velho boa bom leite lima pulmao rim joelho

  большой малый правый левый шея голова белый мороз волк
  lang liten stor stora lille store gammel ny berg dal strand lund skog`);

/** Abbreviations of examinations and of what they show: names of two or three letters are not believed if alike. */
export const ABBREVIATIONS = words(`
  abd abi act adc adj afp aka ala ami ana ant aor app asa asd ava avm axi ax bmd bps bpm brca bun bws bw cad cam cap
  cau cbct cbd cc ccd ce ci cm cmc cns cor cpr cr cra cs csf csi ct cta ctv cva cxr dbt ddr dec dev dia dir dis doc
  dsa dsc dti dvt dwi dx ecg eco ed eeg ekg emg ent epi ercp ext fa fdg fe ffe fib flash fl fld flair fov fps fse fu
  gb gd ge gi gre gtv gy hand har hcc hd hiv hn hr hu hws ii iac ica icd icu id im img inf inr int inv ir ivc ivp iq
  kg kub kv kvp la lab lad lao lat lca lcx ld le li lil lin liv ll lm lmp lo loc low ls lt ltd lv lvef lws ma mas max
  med mg mha mi mid min mip ml mlo mm mn mo mod mov mpa mpr mr mra mrcp mri ms mt mv na nec neg nm nor np nt obl oct
  od oh op opg opt ora os ot ov pa pan pe ped pet pi pos post pre prf prox ptv qa ra rad rao rca rd re ref rep rf ro
  roi rt rv rx sag sc se seg sem ser si sms snr som spl spt sp ss st std sup sur sus svc svr sw swi ta tab tag te tec
  tee ten tfe tha the ti tia tic tip tir tof top tot tr tra tse tsp tt tur us uss ust uv vas vcu ven vfr via vis vol
  ris pacs his vr wb wi wo xa xr yr zip li lu na ne an so do la le he ho may lee eng fat ray`);

/** Surnames by which things of medicine are called, and the words that then follow. */
export const EPONYMS = words(`
  addison alzheimer baker barrett basedow bell bennett boxer charcot colles conn crohn cushing down ewing fleischner
  gleason graves hill hodgkin hashimoto horner huntington jones kerley kienbock koch marfan meckel meniere menetrier
  monteggia morton murphy osgood paget parkinson pancoast perthes pott raynaud sachs sars scheuermann schlatter
  schmorl sever smith stokes sudeck swan turner wilms wilson zenker thomas young bosniak warthin whipple still`);
export const AFTER_EPONYM = words(`
  cyst cysts fracture fractures disease syndrome lymphoma sign signs tumor tumour node nodes oesophagus esophagus
  zyste fraktur syndrom krankheit lymphom knoten morbus tumeur maladie kyste fractura enfermedad quiste sindrome
  malattia cisti frattura ziekte cyste fractuur sarcoma sarkom sachs lesion score lines line criteria category
  disciform classification klassifikation neuroma schlatter kinking clip catheter deformity duct diverticulum`);

/** Words of addresses and of names of institutions that are of no one place. */
export const GENERIC_PLACE_WORDS = words(`
  street str st strasse road rd avenue ave av lane ln drive dr court ct square sq place pl plaza way boulevard blvd
  allee weg platz gasse ring damm ufer rue chemin cours impasse calle carrer avenida via viale piazza corso straat
  laan plein gracht kade weg rua travessa ulica улица ул проспект город дом кв apt apartment flat floor suite unit
  box po postfach haus house city town north south east west new old upper lower great saint san santa
  hospital hospitals clinic clinics medical medicine center centre health healthcare care university general
  regional national memorial institute institut department dept radiology imaging diagnostic diagnostics group trust
  nhs inc ltd gmbh klinik kliniken klinikum krankenhaus universitats universitat universitatsklinikum universitaet
  praxis zentrum stadt stadtische radiologie rontgen hopital clinique centre hospitalier universitaire universite
  chu service ospedale clinica azienda policlinico universita radiologia universidad universitario ziekenhuis
  medisch centrum umc academisch stichting usa uk germany deutschland france italia espana nederland japan china
  main high park church station mill hill green bridge`);

/** What is written where no name or ID is to be told. */
export const PLACEHOLDERS = words(`
  anon anonym anonymous anonymized anonymised anonymisiert anonyme anonimo unknown unbekannt inconnu desconocido
  sconosciuto onbekend unnamed unspecified none null nil nobody na test phantom phantome fantom fantoma patient value
  enter text user admin tech technician technologist operator name id given deidentified removed redacted default demo
  dummy sample qc qa xxx xxxx xxxxx study service daily calibration not no set series parity manual siemens philips
  ge toshiba canon hitachi fuji medical imaging systems`);

/** Labels after which a number is an ID, however short. */
export const ID_LABEL =
  '(?:\\b(?:mrn|pid|id|patid|patnr|pat|patient(?:in|en)?|fall|fallnr|dossier|ident|case|acc|accession|' +
  'historia|nhc|cartella|dossiernr|patientnr|patientnummer|nummer|number|num|no|nr|nº|n°|ipp|код|карта|номер)\\b|' +
  '[#№]|番号|患者(?:ID)?|编号|번호)[\\s.:=#\\-_]{0,3}(?:(?:id|no|nr|is|ist)\\b[\\s.:=#]{0,3})?';
