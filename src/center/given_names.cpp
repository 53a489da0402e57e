#include "center/given_names.hpp"

#include <algorithm>
#include <vector>

namespace alongside::center {

namespace {

// US Social Security Administration, baby names from card applications by state: each name that three times or more was among the ten
// most frequent of a sex in a state and a year, 1930 to 2015 (https://www.ssa.gov/oact/babynames/).
constexpr std::string_view united_states =
    "aaliyah abigail adam addison agnes aiden alexander alexandra alexis alice alyssa amanda amber amelia amy "
    "andrew angel angela ann anna annie anthony april aria ashley aubrey aurora austin ava avery bailey barbara "
    "benjamin bentley betty beverly billie billy bobby bonnie brandon brayden brenda brian brianna brittany "
    "brody brooklyn caleb cameron camila carol caroline carolyn carter chad charles charlotte chase chelsea "
    "cheryl chloe christian christina christine christopher cindy claire cody connie connor courtney crystal "
    "cynthia daniel danielle darlene david dawn debbie deborah debra delores denise dennis destiny diamond diane "
    "dolores donald donna doris dorothy douglas duane dylan easton edward elaine elijah elizabeth ella emily "
    "emma eric erin ethan eugene evelyn florence frances frank gabriel gabriella gail gary gavin genesis george "
    "gerald gianna glenn gloria grace hailey haley hannah harold harper hazel heather helen henry hunter isaac "
    "isabella isaiah jack jackson jacob james jamie jane janet janice jasmine jason jaxon jayden jean jeffrey "
    "jennifer jeremy jerry jessica jesus jimmy joan joe john johnny jonathan jordan jose joseph joshua josiah "
    "joyce juan judith judy julia julie justin karen katherine kathleen kathy kayla kaylee kelly kelsey kenneth "
    "kevin kiana kimberly kyle landon larry laura lauren laurie levi liam lillian lily lincoln linda lisa logan "
    "lois lori lorraine lucas lucy luke mackenzie madison makayla malia manuel margaret maria mariah marie "
    "marilyn mark marlene martha mary mason matthew maya megan melissa mia micah michael michele michelle "
    "mildred misty monica morgan nancy natalie nathan nevaeh nicholas nicole noah nora norma oliver olivia owen "
    "paisley pamela patricia patsy paul pauline peggy peter phyllis rachel raymond rebecca rhonda richard ricky "
    "robert robin roger ronald roy ruby ruth ryan ryker samantha samuel sandra sara sarah savannah scott "
    "sebastian shannon sharon shawn shelby shirley skylar sofia sophia stanley stephanie stephen steven susan "
    "sydney tammy taylor teresa terry theresa thomas tiffany timothy tina todd tonya tracy travis troy tyler "
    "vanessa victoria virginia wanda wayne wendy whitney william willie wyatt zachary zoe zoey ";

// Spain, Instituto Nacional de Estadística: single names among the hundred most frequent of each sex
// (https://www.ine.es, "Nombres más frecuentes").
constexpr std::string_view spain =
    "adrian adriana agustin aitor alba albert alberto alejandra alejandro alex alfonso alfredo alicia alvaro "
    "amparo ana andrea andres angeles antonia antonio asuncion beatriz begona belen blanca carla carlos carmen "
    "carolina catalina celia cesar clara claudia concepcion consuelo cristian cristina daniela diego domingo "
    "eduardo elena elisa emilia emilio encarnacion enrique esperanza esther eugenia eva fatima felipe felix "
    "fernando francisca francisco gema gonzalo gregorio guillermo hector hugo ignacio iker ines inmaculada irene "
    "isabel ismael ivan jaime javier joaquin jordi jorge josefa josefina josep juana julian julio lidia lorena "
    "lorenzo lourdes lucia luis luisa luz magdalena manuela marc marcos margarita mariano marina mario marta "
    "martin mercedes miguel milagros mireia miriam mohamed montserrat natalia nerea nicolas nieves noelia nuria "
    "olga oscar pablo paula pedro pilar purificacion rafael ramon raquel raul remedios ricardo roberto rocio "
    "rodrigo rosa rosario ruben salvador santiago sergio silvia soledad sonia susana tomas trinidad vanesa "
    "veronica vicenta vicente victor xavier yolanda ";

// Put beside them by hand, in no statistic's order [J]: frequent in the Social Security Administration's national lists without leading a
// state, frequent in Mexico and Puerto Rico, and short forms of names.
constexpr std::string_view by_hand =
    "aaron abby abel abelardo abraham abril adalberto adan adela alan alfred allen allison alma alvin amalia "
    "anabel anahi andre andy angelica anita anne antoine araceli ariana armando arthur arturo audrey aurelio "
    "awilda barb becky ben benito bernard bernardo bernice bertha beth bethany beto bianca bill blake bob brad "
    "bradley brandi brandy brent brett briana bruce bryan calvin camilo candace candice carl carmelo carrie "
    "casey cassandra catherine cathy cecil cecilia cedric charlene charlie chelo chester chris chucho chuck chuy "
    "clarence claude clayton clifford clinton colin colleen concha conchita corey cory craig curtis dale dan "
    "dana dani danny dario darius darrell darren darryl daryl dave dean deandre deanna debby delia demetrius "
    "derek derrick desiree devin devon diana dick dominic dominique dora doreen dottie doug dulce dustin dwayne "
    "dwight earl ebony ed eddie edgar edith edna edwin efrain eileen eleanor elias eliseo ellen elmer elsa elsie "
    "elvira emiliano erica erik erika ernest ernestina ernesto esmeralda esteban estela ethel evan evangelina "
    "fabian fabiola faith federico felicia fernanda fidel floyd fran francis frankie franklin fred freddie "
    "frederick gabe gabi gabriela genaro gene geoffrey geraldine gerardo german gertrude gilbert gilberto gina "
    "gladys gordon graciela greg gregory griselda guadalupe gus gustavo gwendolyn harry harvey heidi herbert "
    "heriberto herman hernan hilda holly horacio howard humberto ian ida imelda iris irma isaias israel itzel "
    "ivelisse ivette ivonne jackie jaclyn jacqueline jada jake jamal jared jasmin javi jay jazmin jeanette "
    "jeanne jeff jeffery jen jenna jenny jeremiah jermaine jerome jess jesse jill jim jimmie joann joanna joanne "
    "jocelyn jodi joel joey johnnie jon josephine josh joy juanita kaitlyn karina karl karla kate katelyn "
    "kathryn katie katrina keisha keith kelli ken kendra kenny kent kerry kim kristen kristi kristin kristina "
    "kristopher krystal kurt lakisha lalo lamar lance latasha latoya lawrence leah lee lenny leon leonard "
    "leonardo leonel leroy leslie lester leticia lewis lilia liliana lindsay lindsey liz lizbeth lloyd lola "
    "loretta louis louise lucille lupe lupita lydia lynn mabel maggie malcolm malik manny manolo marcela marcia "
    "marcus marge margie mariana maribel maricela marion marisol marjorie marlon marsha marshall marvin mateo "
    "mathew matt mattie maureen maurice mauricio max maximiliano maxine meche meg mel melanie melinda melvin "
    "memo meredith micheal mickey migdalia mike milton mindy minnie miranda mitch mitchell moises molly monique "
    "nacho nadine nando naomi natasha nate nathaniel nayeli ned neil nelida nelson nichole nick nicky nikki nina "
    "noe noemi norman octavio ofelia omar orlando osvaldo oswaldo paco paige pam pancho paola paquita pascual "
    "pat patrick patti patty paulina pearline penny pepe perla perry pete phil philip phillip preston quentin "
    "quique rafa ralph ramiro ramona randall randy rebeca regina reginald reinaldo renata renee reynaldo rich "
    "richie rick rigoberto rita rob robbie roberta rochelle rodney rodolfo rogelio roland rolando ron ronnie "
    "ronny rosalia rosalinda rosemary roslyn ross roxanne russell sabrina sally sam sammy sandy santi sasha saul "
    "sean seth shane shanice shaun sheila shelly sherri sherry sheryl sidney sierra simone socorro stacey stacie "
    "stacy stan steve stevie stuart sue suzanne sylvia tabitha tamara tania tanisha tanya tara tasha ted tere "
    "terence terrance terrell terri tess thelma theodore tim toby tom tommy toni tono tony tracey traci trevor "
    "tricia trish tyrone ulises uriel valentin valentina valerie vera vernon vic vicki vickie vince vincent "
    "viola violet violeta vivian viviana walt walter warren wes wesley wilfredo wilma wilson ximena yadira "
    "yamilet yesenia yvette yvonne zach zoraida zulema zulma ";

/// The words of the lists, in the order of the alphabet.
std::vector<std::string_view> all_names() {
  std::vector<std::string_view> names;
  for (std::string_view list : {united_states, spain, by_hand}) {
    while (!list.empty()) {
      const std::size_t end = list.find(' ');
      names.push_back(list.substr(0, end));
      list.remove_prefix(end + 1);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

bool is_given_name(std::string_view word) {
  static const std::vector<std::string_view> names = all_names();
  return std::binary_search(names.begin(), names.end(), word);
}

}  // namespace alongside::center
