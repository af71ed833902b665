"""Words that many stories share, counted in 3,000 invented reports and posts."""

# one report in twenty or more, and the words that hold sentences together
EVERYWHERE = """
a about after afternoon ago all also am an and any april are as asked at august back be because
been before being between both but by calls can can't cent chair chief cllr commissioner constable
cost could council county crime day december did didn't do does doesn't doing don't down during
each evening every february few fire first five for force former found four friday from fund had
has have having he her hers him his home hours how i i'll i'm i've if in into is isn't it it's its
itself january july june just last leader letter like march may me meeting members might minister
monday months more morning most mp mps mr mrs ms much must my myself new night nine no nor not
november now october of off office officer officers on once one only open or other our ours out
over own paid panel paper pcc pccs people per police post put read report said same saturday say
says september shall she should show since six so some staff such sunday take tells than that
that's the their theirs them then there there's these they they're this those three through
thursday time to today told tomorrow too tuesday two under until up us very victims wants was
wasn't we we're wednesday week weekend were what when where which while who whom why will with
won't work would year yesterday you you're your yours
"""
# one in fifty
OFTEN = """
accounts again against agreed among answer any arrests ask asks because being bill blamed board
body boss both bought budget building burglary but came cameras can carried case cent centre
change charge charity check children claim closed club come committee complaint contract could
councillors court crews custody cut date days deal death decision deputy did died district door
drivers due eight eleven end evidence expected failed families farmers figures finds firm follow
free full gave get give given goes gone good got grant group half hall hand head heard hearing
held hold house how independent inspectors into job judge keep kept know late law learned leave
left let line list long look lost made man manager mayor met minutes missing money moved must name
need neighbours never next nobody note nothing notice number offered old once only order other our
outside page parish park party passed patrols pay pays pensioners per phone place plan praised
promised public published questions raised record reply residents return review ring rise road
room row run same scheme school scrapped second see sent service set seven share shop should
signed some speaks speed spent spring stand start station stay still stop street support taken
talks team ten term than thanks theft then think third those through too took town trade training
trust turned twice under union until used visit volunteers vote waiting walk watch went where
whose why within without women words write written wrong you your youth
"""
# one in a hundred and twenty
SOMETIMES = """
abuse accepted accused across act address admits advice adviser agent ago alarms already also
anger announced annual another answered anyone apologised apology appeal apply approved areas
argues asking assaults association attack attended audit auditors authority autumn average awards
away bank beat become began begin behind bench best better between bid bikes bins bishop boat
books boy boys branch break breakfast brigade bring broken brought bus business cadets campaign
candidate cannot car card care cars cash cells chairman child cleared clerk comment community
company confirmed consultation control coroner course cover cross data dead debate decided
declined delay delivered described desk detectives diary director does dog dogs done doubled draft
drawer drone dropped drugs early elected election email empty ended ends engine estate evening
executive explain face fall far fear fell few file filled film finance fines firefighters forty
fourteen fraud friend front gang gates gets girl going government ground handlers having
headquarters health help helpline here himself hit hospital idea including information inquest
inquiry interviewed invited jailed jobs joined joint just killed kits knew knife land later launch
lawyers leaflet led legal less library lights like limit listened little live local locks lose
magistrates make many market marking matter men merger messages miles monitoring morning most
mother motion move much named national near neighbourhood neither none noted nurse officials
online opposition organisers owner parents person petition photograph picked pledge points poll
powers precept present press printed prison programme pulled pupils puts quarter radio ran rang
rape rate rather reached received recommendations recruits refuge refused regional regret
regulator released remark replaced request reserves resigned response rest results retired right
risk rival roof round rules running runs rural safe safety salary sale sat save saved savings saw
saying search seat secretary seeks seen seized send sentence sergeant served session sets shift
short shut side single sit site slammed small sold somebody someone son sorry spend split spoke
spokesman spot stabbing statement step stolen stood story students study such suite sum summer
superintendent survey suspended system table tax taxi tea teacher teenagers test text thieves
thing thought till top treasurer treated trial turnout twelve twenty unit university use value van
vans vehicles video view village visitors voted ward wardens warns watchdog water way website well
whether while whom widow windows wins winter wishes withdrawn witnesses woman worth wrote yard yet
young
"""
