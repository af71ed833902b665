"""What invented news is made of. Names are coined of three syllables, so that few come twice."""


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words(
    "Al Bram Car Dray Ev Fol Gar Hath Ing Jess Kel Lan Mar Nor Ort Pem Quar Rud Sel Thur Ul Ver "
    "Wend Yar Ash Birch Crow Dun Elm Fen Hol Kirk"
)
MIDDLE = _words(
    "a ber con der el fer gan hal i ker lin mer nor o per ring sel ter un ver wen ald ben ick man "
    "ot pel rod sing tow vil yan"
)
PLACE_ENDS = _words(
    "moor marsh ford bury wick combe stead thorpe holt by dale ley hurst mere ness ton"
)
NAME_ENDS = _words("well wood ley more dine ham worth by son kin ridge stone field gate brook cote")
GIVEN = _words(
    "Ada Bea Callum Dilys Ewan Farah Gwen Harjit Imogen Joss Kezia Leon Moira Niall Orla Priya "
    "Quentin Rhona Samir Tamsin Una Vikram Wilf Yusuf Zadie"
)
WHO = _words(
    "councillors residents traders clerks magistrates firefighters shopkeepers campaigners "
    "volunteers engineers tenants constables drivers teachers growers stallholders surveyors "
    "rowers planners auditors nurses pupils cyclists porters wardens anglers bakers carers "
    "ringers farmers commuters archivists plumbers trustees governors referees paramedics"
)
DID = _words(
    "questioned welcomed refused described reopened costed approved delayed published copied "
    "sketched disputed signed abandoned surveyed defended inspected insured funded redrew "
    "rehearsed withdrew promised measured applauded counted mislaid repaired rented photographed "
    "postponed audited painted auctioned borrowed guarded renamed rebuilt"
)
WHICH = _words(
    "old unlit empty flooded narrow costly quiet second yearly wooden crowded cheaper missing "
    "muddy listed broken amber municipal rural temporary mended draughty public locked modest "
    "overdue northern rusted steep hidden shared tidal brisk evening voluntary disused"
)
WHAT = _words(
    "footbridge market shelter precept cellar timetable lido drill-hall patrol camera reservoir "
    "fence map grant ledger fete lane petition bus-pass garage survey lease fair clinic "
    "towpath crossing allotment siren bandstand railing culvert fountain noticeboard cabin "
    "turnstile orchard weir boathouse kiosk archive"
)
