"""Passages marked for the tests of `dateline train`. People and groups are invented, places are real."""

from __future__ import annotations

PASSAGES = """\
batch: t01

# 1 2012-06-14 wire
[gun* Red Dune fighters] {1 raided} [post a customs post] near [gao* Gao] on [t1 Tuesday], {1 killing} [dead guards].
[A:gov The governor] {A said} <A the attackers had fled>.
  gun organisation MLI REB ; post facility MLI ; gao place MLI city ; dead group MLI COP ; t1 time 2012-06-12
  gov person MLI GOV
  1 ASSAULT/firearms occurred actor=gun recipient=dead place=gao date=t1 acled=attack
  A official unnamed indirect asserts

# 2 2012-06-15 paper
[dr Lorry drivers] {1 blocked} [br the bridge] at [mop* Mopti] on [t1 Thursday] over unpaid wages.
[A:u* The Haulage Union] {A denied} <A that its members had been told to {2 strike}>.
  dr group MLI LAB ; br facility MLI ; mop place MLI city ; t1 time 2012-06-14 ; u organisation MLI LAB
  1 PROTEST/obstruct occurred actor=dr place=mop date=t1 acled=peaceful_protest
  2 PROTEST/strike negated actor=dr
  A political named indirect denies

# 3 2012-06-16 ngo
[org* Sahel Relief] {1 delivered} [f forty tonnes of millet] to [d displaced families] in [seg* Segou].
  org organisation NGO SOC ; f other ; d group MLI REF ; seg place MLI city
  1 AID occurred actor=org recipient=d place=seg

# 4 2012-07-02 wire
[A:l Lawyers] {A said} <A [pol police] {1 held} [st three students] in [bam* Bamako] after a {2 march} on [t1 Sunday]>.
  pol organisation MLI COP ; st group MLI EDU 3 ; bam place MLI city ; t1 time 2012-07-01 ; l group MLI
  1 COERCE/arrest occurred actor=pol recipient=st place=bam date=t1 arrested=3 acled=arrests
  2 PROTEST/demo occurred place=bam date=t1 acled=protest_with_intervention
  A other unnamed indirect asserts

# 5 2012-07-03 wire
[min The foreign minister] will {1 meet} [en* the envoy of Niger] in [nia* Niamey] on [t1 Friday].
  min person MLI GOV ; en person NER GOV ; nia place NER city ; t1 time 2012-07-06
  1 CONSULT/visit planned actor=min,en place=nia date=t1

# 6 2012-07-05 paper
The home side attacked from the first minute and buried its guests under five goals at Kayes.
  : negative sport
"""
"""Six passages with seven events and three attributions."""

BAD = """\

# 7 2012-07-06 wire
[reb Rebels] {1 shelled} [kid* Kidal] on [t1 Wednesday].
  reb group MLI REB ; kid place MLI city ; t1 time 2012-07-04
  1 ASSAULT/artillery occurred actor=reb place=kid date=t1
"""
"""PLOVER has no such mode."""
EVENTS, ATTRIBUTIONS = 7, 3
