# The first two steps for a new check (check/check.h): FROM is analyzer/check, TO gets check_recipe.c and check/checks.def.
file(READ ${FROM}/check_template.c text)
string(REPLACE "check_template" "check_recipe" text "${text}")
string(REPLACE "\"template\"" "\"recipe\"" text "${text}")
file(WRITE ${TO}/check_recipe.c "${text}")
file(READ ${FROM}/checks.def list)
file(WRITE ${TO}/check/checks.def "${list}CHECK(recipe)\n")
