"""What every area must tell apart: other commissioners, other PCCs, other people's words."""

# What the letters stand for elsewhere; the watchlist may add to it.
EXPANSIONS = (
    "parochial church council",
    "parish church council",
    "press complaints commission",
    "peterborough city council",
    "portsmouth city council",
    "plymouth city council",
    "preston city council",
    "powys county council",
    "pembrokeshire county council",
    "primary care centre",
    "primary care cent",
    "patient care coordinator",
    "portland community college",
    "pima community college",
    "palestinian central council",
    "pollution control centre",
    "philippine coconut corporation",
    "political consultative conference",
)

# Around a "PCC" that has nothing to do with the police.
CHURCH = (
    "church",
    "churchwarden",
    "churchwardens",
    "churchyard",
    "vicar",
    "vicarage",
    "rector",
    "diocese",
    "diocesan",
    "parishioners",
    "parochial",
    "cathedral",
    "press complaints",
    "press regulator",
    "patients",
    "students",
    "college",
    "pistol club",
    "concrete",
)

# What stands before "commissioner" when no police area's is meant.
OTHER_COMMISSIONERS = (
    "information",
    "children's",
    "children’s",
    "victims'",
    "victims’",
    "victims",
    "victim's",
    "met",
    "met police",
    "metropolitan",
    "metropolitan police",
    "scotland yard",
    "yard",
    "traffic",
    "european",
    "eu",
    "un",
    "charity",
    "high",
    "boundary",
    "electoral",
    "assistant",
    "domestic abuse",
    "anti-slavery",
    "patient safety",
    "small business",
    "building safety",
    "biometrics",
    "human rights",
    "older people's",
    "older people’s",
    "future generations",
    "welsh language",
    "language",
    "city of london",
    "city of london police",
    "city police",
    "nypd",
    "new york police",
    "new york city police",
    "garda",
    "tax",
    "transport",
    "transport police",
    "trade",
    "environment",
    "health",
    "housing",
    "nfl",
    "nba",
    "mlb",
    "league",
    "football",
    "baseball",
    "cricket",
    "elections",
    "lord",
    "prisons",
    "standards",
    "parliamentary",
    "civil service",
    "lead",
    "levelling up",
    "fire",
    "whistleblowing",
    "immigration services",
    "surveillance",
)

# The police areas of England and Wales: beside one of them, its own commissioner is meant.
POLICE_AREAS = (
    "Avon and Somerset",
    "Bedfordshire",
    "Cambridgeshire",
    "Cheshire",
    "Cleveland",
    "Cumbria",
    "Derbyshire",
    "Devon and Cornwall",
    "Devon, Cornwall and the Isles of Scilly",
    "Dorset",
    "Durham",
    "Dyfed-Powys",
    "Essex",
    "Gloucestershire",
    "Greater Manchester",
    "Gwent",
    "Hampshire",
    "Hampshire and the Isle of Wight",
    "Hampshire and Isle of Wight",
    "Hertfordshire",
    "Humberside",
    "Kent",
    "Lancashire",
    "Leicestershire",
    "Leicester, Leicestershire and Rutland",
    "Lincolnshire",
    "Merseyside",
    "Norfolk",
    "Northamptonshire",
    "Northumbria",
    "North Wales",
    "North Yorkshire",
    "Nottinghamshire",
    "South Wales",
    "South Yorkshire",
    "Staffordshire",
    "Suffolk",
    "Surrey",
    "Sussex",
    "Thames Valley",
    "Warwickshire",
    "West Mercia",
    "West Midlands",
    "West Yorkshire",
    "Wiltshire",
    "York and North Yorkshire",
)

# Beside a bare full name, these say that another bearer of it is meant.
CALLINGS = (
    "actor",
    "actress",
    "architect",
    "artist",
    "author",
    "baker",
    "barrister",
    "boxer",
    "broadcaster",
    "builder",
    "butcher",
    "chef",
    "coach",
    "comedian",
    "composer",
    "cricketer",
    "curate",
    "cyclist",
    "dancer",
    "defender",
    "director",
    "doctor",
    "drummer",
    "farmer",
    "film",
    "footballer",
    "gardener",
    "goalkeeper",
    "golfer",
    "grower",
    "guitarist",
    "hairdresser",
    "headteacher",
    "historian",
    "jockey",
    "lecturer",
    "manager",
    "midfielder",
    "musician",
    "novelist",
    "nurse",
    "organist",
    "painter",
    "photographer",
    "pianist",
    "player",
    "plumber",
    "poet",
    "potter",
    "professor",
    "pub landlord",
    "racing",
    "rector",
    "referee",
    "runner",
    "sculptor",
    "singer",
    "solicitor",
    "striker",
    "surgeon",
    "swimmer",
    "teacher",
    "trainer",
    "vicar",
    "vineyard",
    "winemaker",
    "winger",
    "wrestler",
)

# After a name: a thing that is called so, not the person.
NAMED_AFTER = (
    "Academy|Arms|Avenue|Award|Awards|Building|Centre|Close|College|Court|Cup|Drive|Estate|Gardens"
    "|Ground|Hall|Hospital|House|Lane|Ltd|Limited|Library|Memorial|Park|Place|Prize|Road|School"
    "|Shop|Shield|Stadium|Stand|Street|Theatre|Trophy|Trust|Way"
)

# Two capitalised words after a title are a person if the first is one of these.
FIRST_NAMES = (
    "Aaron|Abigail|Adam|Adrian|Aisha|Alan|Alastair|Albert|Alex|Alexander|Ali|Alice|Alison|Alun"
    "|Amanda|Amy|Andrew|Andy|Angela|Angus|Ann|Anna|Anne|Anthony|Antonia|April|Arfon|Arthur|Ash"
    "|Barbara|Barry|Belinda|Ben|Benjamin|Bernard|Beth|Bill|Bob|Bridget|Brian|Bryn|Callum|Carl"
    "|Carol|Caroline|Catherine|Charles|Charlotte|Cheryl|Chris|Christine|Christopher|Claire|Clare"
    "|Clive|Colin|Craig|Dafydd|Daniel|Darren|Darryl|Dave|David|Dawn|Dean|Deborah|Deirdre|Denise"
    "|Dennis|Derek|Diana|Diane|Donna|Donald|Dorothy|Douglas|Duncan|Dylan|Edward|Eileen|Elaine"
    "|Eleanor|Eleri|Elizabeth|Ellie|Emily|Emma|Eric|Evan|Fiona|Frances|Francis|Frank|Fraser"
    "|Gareth|Garry|Gary|Gavin|Geoff|Geoffrey|George|Gerald|Gillian|Glenn|Gordon|Grace|Graham"
    "|Grant|Greg|Gwyn|Hannah|Harriet|Harry|Hazel|Heather|Helen|Henry|Hilary|Howard|Hugh|Hywel"
    "|Iain|Ian|Imran|Irene|Isabel|Jack|Jackie|Jacob|Jacqueline|James|Jamie|Jane|Janet|Janice"
    "|Jason|Jean|Jeff|Jennifer|Jenny|Jeremy|Jessica|Jill|Jim|Joan|Joanna|Joanne|Joe|John"
    "|Jonathan|Jordan|Joseph|Joy|Joyce|Judith|Julia|Julian|Julie|Karen|Karl|Kate|Katherine"
    "|Kathryn|Katie|Katy|Keith|Kelly|Ken|Kenneth|Kerry|Kevin|Kim|Kirsty|Laura|Lauren|Lawrence"
    "|Lee|Leslie|Lewis|Liam|Linda|Lisa|Lorna|Lorraine|Louise|Lucy|Luke|Lynn|Malcolm|Marc|Margaret"
    "|Maria|Marie|Marion|Mark|Martin|Martyn|Mary|Matt|Matthew|Maureen|Maurice|Melanie|Michael"
    "|Michelle|Mike|Mohammed|Mohammad|Muhammad|Nadia|Nancy|Naomi|Natalie|Neil|Nicholas|Nick"
    "|Nicola|Nigel|Norman|Oliver|Olivia|Omar|Owen|Pam|Pamela|Patricia|Patrick|Paul|Paula|Pauline"
    "|Penny|Peter|Phil|Philip|Philippa|Phillip|Priya|Rachel|Ralph|Ray|Raymond|Rebecca|Rhys"
    "|Richard|Robert|Robin|Rod|Roger|Ronald|Rory|Rosemary|Ross|Roy|Rupert|Russell|Ruth|Ryan"
    "|Sajid|Sally|Sam|Samantha|Samuel|Sandra|Sara|Sarah|Scott|Sean|Sharon|Shaun|Sheila|Shirley"
    "|Simon|Sonia|Sophie|Stella|Stephanie|Stephen|Steve|Steven|Stewart|Stuart|Sue|Susan|Susannah"
    "|Suzanne|Sylvia|Tamsin|Tanya|Teresa|Terry|Theresa|Thomas|Tim|Timothy|Tina|Toby|Tom|Tony"
    "|Tracey|Tracy|Trevor|Valerie|Vanessa|Vera|Vernon|Veronica|Victoria|Vikram|Vincent|Virginia"
    "|Walter|Wayne|Wendy|William|Yasmin|Yvonne|Zoe"
)
