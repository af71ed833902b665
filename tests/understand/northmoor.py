"""An invented office, as its watchlist would tell of it."""

from datetime import date

from monitor.records import Body, Chief, Force, Holder, Member, Office

NORTHMOOR = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=("Northmoor's Police and Crime Commissioner", "Northmoor PCC", "Northmoor OPCC"),
    area=("Northmoor",),
    holders=(
        Holder(id="finch", name="Ada Finch", role="pcc", from_=date(2021, 5, 13)),
        Holder(id="bell", name="Omar Bell", role="deputy_pcc", from_=date(2021, 6, 1)),
        Holder(
            id="cole", name="Bram Cole", role="pcc", from_=date(2016, 5, 12), to=date(2021, 5, 12)
        ),
    ),
    force=Force(name="Northmoor Police", chiefs=(Chief(name="Lena Ross", from_=date(2022, 1, 1)),)),
    bodies=(
        Body(id="panel", name="Northmoor Police and Crime Panel", kind="panel"),
        Body(id="hand", name="Helping Hand Northmoor", kind="service"),
        Body(id="federation", name="Northmoor Police Federation", kind="union"),
        Body(id="lifeboat", name="Wick Lifeboat Trust", kind="stakeholder"),
    ),
    mps=(Member(name="Tess Arden", seat="Oxley", from_=date(2024, 7, 4)),),
)
