/**
 * By which words a dish has which glyph: a line each, in the order of `glyphs.svg`, whose first
 * square is for all others. What a dish is comes before what it is of, and the first that fits
 * counts. Words are looked for from their start, in the languages that menus are written in most.
 */
const WORDS = `soup shorba rasam broth chowder bisque \\w*suppe sopa soupe zuppa goulash
salad \\w*salat ensalada insalata kachumber slaw raita
\\w*burger vada.?pav pav slider
sandwich toast panini bocadillo
roll wrap burrito kathi fajita
shawarma gyro d[oö]e?ner falafel quesadilla
taco nacho
hot.?dog \\w*wurst sausage
pizza
fries chips pommes frites patatas potato
\\w*noodle ramen chow.?mein udon soba pho pad.thai laksa nudel
pasta spag penne lasag ravioli gnocchi tagliat macaroni linguin
sushi maki nigiri sashimi
biryani paella jambalaya
thali combo platter bento
naan roti \\w*kulcha \\w*paratha parotta chapati flatbread focaccia pita
dosa uttapam \\w*pancake cr[eê]pe \\w*waffle waffel appam idli
momo samosa puri chaat dumpling gyoza dim.?sum wonton empanad pierog
ice.?cream kulfi sundae gelato sorbet helad glace eis\\b
brownie \\w*cake \\w*kuchen torte tart cheesecake tiramisu pie\\b gateau
custard pudding flan panna.cotta cr[eè]me mousse payasam kheer
jamun halwa jalebi rasmalai dessert sweet.?s donut doughnut baklava vada
coffee espresso latte cappuc mocha \\w*kaffee caf[eé] hot.choc
tea chai kahwa matcha tee\\b t[eé]\\b th[eé]\\b hot.drink
lassi chaas milk \\w*milch shake
mocktail cocktail mojito sunset margarita spritz
beer bier lager cerveza birra pilsner
wine wein vino vin\\b prosecco champagne sekt
juice soda cola water smoothie cooler \\w*lemonade ale\\b panna sharbat beverage drink kokum khatta \\w*saft \\w*wasser jus\\b zumo
rice pulao pilaf risotto khichdi \\w*reis arroz riz\\b riso\\b sadam
\\w*mushroom champignon funghi
baingan eggplant aubergine brinjal
prawn shrimp scampi gamba squid calamar crab lobster seafood
fish salmon tuna cod\\b trout pescado poisson pesce fisch
egg omelet shakshuka
chicken murgh wing duck turkey h[aä]e?hn huhn pollo poulet
mutton lamb beef steak pork bacon ham\\b meat keema gosht rind schwein rib
kebab tikka tandoor skewer sat[aé] seekh grill bbq
curr kadai masala korma kofta dal\\b dal. chole rajma palak makhani stew bharta
paneer cheese queso k[aä]e?se halloumi
gobi broccoli veg bhindi`;

const ANY = new RegExp(`\\b(?:(${WORDS.replaceAll(' ', '|').replaceAll('\n', ')|(')}))`, 'gi');

/** Which square of `glyphs.svg` is drawn for a dish: by its name, else by its category's. */
export function glyphOf(dish: string, category = ''): number {
  for (const name of [dish, category]) {
    const found = [...name.matchAll(ANY)].map((match) => match.indexOf(match[0], 1));
    if (found.length > 0) return Math.min(...found);
  }
  return 0;
}
