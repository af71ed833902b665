"""Words of the language that recognition leans on. Facts about the world stand in the watchlist,
where an office can change them: other areas, other commissioners, what else PCC means."""

# What newsrooms call a commissioner; the watchlist's `short` adds an office's own.
NICKNAMES = (
    "police boss",
    "policing boss",
    "police and crime boss",
    "police and crime chief",
    "crime tsar",
    "policing tsar",
)

# The same words for a chief constable, or for somebody in a gang: they need a commissioner who is
# named as well.
SHARED = (
    "police chief",
    "policing chief",
    "crime chief",
    "crime boss",
    "top cop",
    "top police officer",
    "top civilian police officer",
    "police leader",
)

# Who else is called so, or somebody who is not a commissioner at all.
RIVALS = (
    "chief constable|chief superintendent|superintendent|chief inspector|force chief|chief officer"
    "|gangs?|gangland|gangsters?|cartels?|drug dealers?|drug dealing|jailed"
)

# In an article with a "PCC" that has nothing to do with the police.
CHURCH = (
    "archdeacon|bell tower|bell-ringers|bishop|cathedral|chancel|choir|church|churchwarden"
    "|churchwardens|churchyard|congregation|curate|diocesan|diocese|eucharist|evensong|hymns"
    "|parishioners|parochial|rector|rectory|steeple|vestry|vicar|vicarage|worshippers"
)

NO_POLICE = (
    "press complaints|press regulator|editors' code|patients|students|campus|semester|enrolment"
    "|jabs|vaccines|GP surgery|GPs|pistol club|cricket club|canoe club|cycling club|concrete"
)

# What a name ends with whose letters are PCC: Press Complaints Commission, Portland Community …
BODIES = (
    "Academy|Association|Cent(?:re|er)|Church|Clinic|Club|College|Commission|Committee|Company"
    "|Co-?operative|Co-?ordinator|Coaches|Construction|Contractors|Corporation"
    "|Council|Conference|Congress"
)

# Partners that every area has: only with the area's name do they speak for one.
EVERYWHERE = (
    "police and crime panel|the panel|community scrutiny panel|independent custody visitor"
    "|independent custody visitors|youth fund"
)

# Right before "commissioner" these make it one of another kind.
KINDS = (
    "abuse|airport|arts|assistant|authority|bank|baseball|best value|boundary|bus|business|canal"
    "|charity|children's|city|civil service|climate|cohesion|council|counter-extremism|county"
    "|cricket|culture|customs|cycling|data|digital|district|division|drainage|education|elections?"
    "|electoral|environment|equality|ethics|EU|European|extremism|fire|flood|football|forestry"
    "|girlguiding|government|government-appointed|guides|harbour|health|heritage|high|highways"
    "|housing|human rights|immigration|improvement|inclusion|information|insolvency|intelligence"
    "|judicial|land|language|lead|league|levelling up|lord|mental health|met|NHS|night|night-time"
    "|ombudsman|parliamentary|planning|prisons?|privacy|public health|rail|railway|revenue|rights"
    "|river|rugby|safety|schools|scouts?|services?|skills|slavery|social care|sports?|standards"
    "|surveillance|tax|tennis|tourism|town|trade|traffic|transport|UN|victim's|victims|victims'"
    "|violence|waste|water|welfare|whistleblowing|yard|youth"
)

# After "commissioner for" or "of" they do the same.
FIELDS = (
    "agriculture|children|climate|competition|data protection|education|energy|enlargement"
    "|environment|equality|farming|fisheries|future generations|health|home affairs|housing"
    "|human rights|mental health|oaths|older people|police of|public appointments|public health"
    "|Scouts?|Scouting|Guides|standards|trade|transport|victims|women"
)

# A thing of these has a commissioner without being a police area: "Labour's police commissioner".
NO_AREA = (
    "Britain|Conservatives?|Country|County|England|Force|Greens?|Independents?|Labour|Liberal"
    "|Democrats?|Nation|Party|Reform|Region|Tory|Tories|UK|Wales"
    "|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Today|Tonight|Yesterday|Tomorrow"
    "|He|She|It|Here|There|That|What|Who|Where|When|How|Let"
)

# Beside a bare full name, these say that another bearer of it is meant.
CALLINGS = (
    "actor|actress|apprentice|architect|artist|author|baker|barber|barrister|bassist|batsman"
    "|biographer|bishop|blacksmith|bowler|boxer|broadcaster|builder|bus driver|busker|butcher"
    "|captain|carpenter|chef|coach|columnist|comedian|composer|conductor|constable|correspondent"
    "|cricketer|curate|cyclist|dancer|darts|defender|detective|director|doctor|drummer|economist"
    "|editor|farmer|film|florist|fly-half|footballer|full-back|gardener|goalkeeper|goalscorer"
    "|golfer|grandfather|grandmother|grocer|grower|guitarist|hairdresser|headteacher|historian"
    "|hooker|inspector|jockey|journalist|landlord|lecturer|librarian|lord mayor|magician|manager"
    "|martyr|midfielder|musician|novelist|nurse|organist|owner|painter|pensioner|philosopher"
    "|photographer|pianist|player|playwright|plumber|poet|postman|potter|priest|professor"
    "|pub landlord|racing|rector|referee|reporter|runner|saint|scholar|sculptor|sergeant|shopkeeper"
    "|singer|skipper|snooker|solicitor|sprinter|stonemason|striker|superintendent|surgeon|swimmer"
    "|teacher|trainer|umpire|undertaker|vet|vicar|vineyard|violinist|winemaker|winger|wrestler"
)

# After a name: a thing that is called so, not the person.
NAMED_AFTER = (
    "Academy|Arms|Avenue|Award|Awards|Bridge|Building|Bursary|Centre|Chambers|Close|College|Court"
    "|Crescent|Cup|Drive|Estate|Farm|Fellowship|Foundation|Gallery|Gardens|Grammar|Ground|Grove"
    "|Hall|Hospital|House|Lane|Lecture|Library|Limited|Ltd|Memorial|Mews|Park|Pavilion|Place|Prize"
    "|Road|Scholarship|School|Shield|Shop|Stadium|Stakes|Stand|Street|Suite|Terrace|Theatre|Trophy"
    "|Trust|Way|Wing"
)

# Before a surname these belong to its bearer; any other capitalised word is another's first name.
BEFORE_A_SURNAME = (
    "Acting|After|Although|And|As|Baroness|Because|Before|But|Chair|Chairman|Commissioner"
    "|Conservative|Councillor|Deputy|Democrat|Dr|For|Former|From|If|Independent|Labour|Lady|Lord"
    "|Miss|Mr|Mrs|Ms|Or|PCC|Reform|Says|Since|Sir|So|Temporary|That|The|Then|To|Tory|Until|Was"
    "|When|While|Why|Will|With"
)

# Surnames that are everyday words: in a headline, where anything may be capitalised, they are.
EVERYDAY = (
    "baker|barber|bell|black|bright|brown|butcher|carpenter|church|cook|cooper|cross|day|field"
    "|fisher|forest|fox|frost|gardener|gates|grant|gray|green|grey|hall|hill|hunter|king|knight"
    "|lamb|lane|law|lock|long|loader|mason|master|masters|mills|moody|moon|north|page|park|parks"
    "|peach|potter|power|price|rose|sharp|shepherd|singer|small|smith|snow|stone|strong|summers"
    "|swan|taylor|turner|waters|west|white|winter|wise|wood|young"
)

# First names, by whom "he" and "she" can mean; two capitalised words after a title are a person if
# the first is one of these.
MEN = (
    "Aaron|Abdul|Adam|Adebayo|Adrian|Ahmed|Aidan|Ajay|Alan|Alastair|Albert|Alec|Alexander|Alfie"
    "|Alistair|Allan|Alun|Amir|Amit|Andrei|Andrew|Andy|Angus|Anil|Anthony|Antonio|Antony|Arfon|Arif"
    "|Arthur|Arun|Ashok|Asif|Balbir|Barry|Ben|Benjamin|Bernard|Bert|Bilal|Bill|Billy|Bob|Bobby|Bram"
    "|Brian|Bryn|Callum|Carl|Carlos|Charles|Chidi|Christopher|Ciaran|Clifford|Clive|Colin|Connor"
    "|Conor|Craig|Cyril|Dafydd|Damian|Dan|Daniel|Danny|Darren|Darryl|Daryl|Dave|David|Dean|Declan"
    "|Deepak|Deepesh|Dennis|Derek|Des|Desmond|Dimitri|Dinesh|Dominic|Don|Donald|Doug|Douglas|Duncan"
    "|Dwight|Dylan|Eamonn|Eddie|Edmund|Edward|Edwin|Eliot|Elliot|Emeka|Eric|Ernest|Ernie|Ethan|Evan"
    "|Faisal|Felix|Festus|Finlay|Francis|Frank|Fraser|Fred|Freddie|Frederick|Gareth|Garry|Gary"
    "|Gavin|Geoff|Geoffrey|George|Geraint|Gerald|Gerry|Giles|Glen|Glenn|Glyn|Gordon|Graham|Grant"
    "|Greg|Gurdeep|Gwyn|Hamish|Hamza|Harbhajan|Harold|Harry|Harvey|Hassan|Hector|Henry|Herbert"
    "|Howard|Hugh|Hugo|Hussain|Hywel|Iain|Ian|Ibrahim|Imran|Iqbal|Isaac|Ivan|Ivor|Jack|Jacob|James"
    "|Jamie|Jason|Jasvinder|Javed|Jeff|Jeffrey|Jeremy|Jerry|Jim|Jimmy|Joe|Joel|John|Johnny|Jon"
    "|Jonathan|Jonny|Jose|Joseph|Josh|Joshua|Julian|Justin|Kamal|Kamran|Karl|Keith|Ken|Kenneth"
    "|Kenny|Kevin|Khalid|Kieran|Kirk|Kofi|Krishna|Kwame|Larry|Laurence|Lawrence|Len|Leo|Leon"
    "|Leonard|Les|Lewis|Liam|Lloyd|Louis|Lucas|Luis|Luke|Mahesh|Malcolm|Marc|Marco|Marcus|Mario"
    "|Mark|Martin|Martyn|Marvin|Matt|Matthew|Maurice|Max|Michael|Mick|Mike|Mohamed|Mohammad"
    "|Mohammed|Monty|Mortimer|Muhammad|Mukesh|Nadeem|Nasser|Nathan|Nazir|Ned|Neil|Niall|Nicholas"
    "|Nick|Nigel|Nikhil|Noel|Norman|Oliver|Olu|Omar|Oscar|Owen|Pablo|Paddy|Padraig|Paolo|Patrick"
    "|Paul|Pawel|Pete|Peter|Phil|Philip|Phillip|Piotr|Rafiq|Raj|Rajesh|Rakesh|Ralph|Ramesh|Ravi|Ray"
    "|Raymond|Reece|Reg|Rhodri|Rhys|Richard|Rick|Ricky|Rob|Robbie|Robert|Rod|Roderick|Roger|Rohan"
    "|Rohit|Roland|Ron|Ronald|Rory|Roshan|Ross|Roy|Rufus|Rupert|Russell|Ryan|Sachin|Sajid|Samuel"
    "|Sandeep|Sanjay|Saqib|Scott|Seamus|Sean|Sebastian|Shabir|Shahid|Shane|Shaun|Sid|Sidney|Simon"
    "|Stan|Stanley|Stephen|Steve|Steven|Stewart|Stuart|Sukhdev|Sunil|Suresh|Tariq|Ted|Terry|Theo"
    "|Thomas|Tim|Timothy|Toby|Tom|Tomasz|Tommy|Tony|Trevor|Tristan|Tunde|Tyrone|Usman|Vernon|Vijay"
    "|Vikram|Vincent|Walter|Waqar|Warren|Wayne|Wesley|Wilfred|William|Willy|Winston|Wojciech|Yusuf"
    "|Zac|Zach|Zack|Zahid"
)

WOMEN = (
    "Abena|Abigail|Ada|Agnes|Agnieszka|Aileen|Aisha|Alice|Alison|Amanda|Amina|Amy|Angela|Anita"
    "|Anjali|Ann|Anna|Annabel|Anne|Annie|Antonia|April|Audrey|Ava|Ayesha|Barbara|Beatrice|Belinda"
    "|Bella|Beryl|Beth|Bethan|Bridget|Bronwen|Camilla|Carla|Carol|Caroline|Carys|Cath|Catherine"
    "|Cecilia|Celia|Cerys|Charlotte|Cheryl|Chloe|Christine|Claire|Clara|Clare|Constance|Cressida"
    "|Cynthia|Daisy|Danielle|Daphne|Dawn|Debbie|Deborah|Deepa|Deirdre|Delia|Denise|Diana|Diane"
    "|Donna|Dorothy|Edith|Eileen|Elaine|Eleanor|Elena|Eleri|Eliza|Elizabeth|Ella|Ellie|Elsa|Elsie"
    "|Emily|Emma|Emma-Jane|Esther|Eva|Evelyn|Farah|Fatima|Faye|Felicity|Fiona|Flora|Florence"
    "|Folasade|Frances|Freya|Gail|Gaynor|Gemma|Georgia|Georgina|Geraldine|Gillian|Gina|Gloria|Grace"
    "|Greta|Gwen|Hannah|Harriet|Hazel|Heather|Heidi|Helen|Hilary|Holly|Imogen|Ines|Ingrid|Irene"
    "|Iris|Isabel|Isla|Ivy|Jackie|Jacqueline|Jane|Janet|Janice|Jasmine|Jean|Jemima|Jenna|Jennifer"
    "|Jenny|Jessica|Jill|Joan|Joanna|Joanne|Jocelyn|Jodie|Josephine|Joy|Joyce|Judith|Julia|Julie"
    "|Juliet|Karen|Katarzyna|Kate|Katherine|Kathleen|Kathryn|Kathy|Katie|Katy|Kaya|Khadija|Kirsten"
    "|Kirsty|Lara|Laura|Lauren|Leah|Lena|Lesley|Lily|Linda|Lisa|Lois|Lorna|Lorraine|Lottie|Louise"
    "|Lucinda|Lucy|Lydia|Lynn|Mabel|Madeleine|Maeve|Magdalena|Maggie|Mair|Mandy|Margaret|Maria"
    "|Marie|Marina|Marion|Marjorie|Marlene|Martha|Mary|Maryam|Matilda|Maureen|Maxine|Meera|Megan"
    "|Melanie|Mia|Michelle|Mildred|Miranda|Miriam|Moira|Molly|Mona|Monica|Muriel|Myra|Nadia|Nadine"
    "|Nancy|Naomi|Nasreen|Natalie|Neha|Nell|Nesta|Ngozi|Nia|Niamh|Nicola|Nicolle|Nina|Nisha|Nora"
    "|Noreen|Norma|Nusrat|Olivia|Pam|Pamela|Patricia|Paula|Pauline|Pearl|Peggy|Penny|Petra|Philippa"
    "|Phoebe|Pippa|Polly|Pooja|Poppy|Priya|Rachel|Ramona|Rebecca|Rekha|Rhiannon|Rita|Roisin|Rosa"
    "|Rosalie|Rosalind|Rosemarie|Rosemary|Rosie|Roxanne|Ruby|Rukhsana|Ruth|Sadia|Saffron|Saima"
    "|Sally|Samantha|Samina|Sandra|Sara|Sarah|Seema|Selina|Shabana|Shaheen|Sharon|Shazia|Sheena"
    "|Sheila|Shirley|Sian|Sinead|Siobhan|Sofia|Sonia|Sophie|Stella|Stephanie|Sue|Sunita|Susan"
    "|Susannah|Susie|Suzanne|Sylvia|Tahira|Tamsin|Tanya|Tara|Tasha|Tasmin|Teresa|Tessa|Thelma"
    "|Theresa|Tina|Tracey|Tracy|Trudy|Una|Ursula|Usha|Valerie|Vanessa|Vera|Verity|Veronica|Vicky"
    "|Victoria|Viola|Virginia|Vivienne|Wendy|Winifred|Yasmin|Yvonne|Zahra|Zainab|Zara|Zoe"
)

EITHER = (
    "Ajmer|Alex|Ali|Ash|Ashley|Charlie|Chris|Fran|Frankie|Gurpreet|Harjit|Harpreet|Jaspal|Jay|Jo"
    "|Jordan|Kelly|Kerry|Kim|Kiran|Kit|Lee|Leigh|Leslie|Lindsay|Manjit|Mel|Morgan|Nat|Nicky"
    "|Parminder|Perry|Rani|Robin|Sam|Sandy|Sheridan|Surinder|Val|Viv|Vivian"
)

FIRST_NAMES = f"{MEN}|{WOMEN}|{EITHER}"
