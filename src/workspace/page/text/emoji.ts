import type { Inline } from './text-node.ts';

/** Slack's short names of the emoji that people and bots use most, each before its character. */
const TABLE = `
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣 joy 😂
slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘
yum 😋 stuck_out_tongue 😛 zany_face 🤪 money_mouth_face 🤑 hugging_face 🤗 shushing_face 🤫 thinking_face 🤔 thinking 🤔
zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄
grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 nerd_face 🤓 sunglasses 😎 partying_face 🥳
face_with_thermometer 🤒 face_with_head_bandage 🤕 exploding_head 🤯 confused 😕 worried 😟 slightly_frowning_face 🙁
open_mouth 😮 astonished 😲 flushed 😳 pleading_face 🥺 anguished 😧 fearful 😨 cold_sweat 😰 cry 😢 sob 😭 scream 😱
disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀 hankey 💩 poop 💩
clown_face 🤡 ghost 👻 alien 👽 robot_face 🤖 robot 🤖 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 saluting_face 🫡
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍
broken_heart 💔 sparkling_heart 💖 two_hearts 💕 100 💯 anger 💢 boom 💥 collision 💥 dizzy 💫 sweat_drops 💦 dash 💨
wave 👋 raised_hand ✋ hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉 point_up_2 👆
point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊 punch 👊 clap 👏 raised_hands 🙌
open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 eye 👁️ brain 🧠 speech_balloon 💬
thought_balloon 💭 zzz 💤 man 👨 woman 👩 adult 🧑 older_man 👴 older_woman 👵 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️
shrug 🤷 face_palm 🤦 man-facepalming 🤦‍♂️ woman-facepalming 🤦‍♀️ ninja 🥷 detective 🕵️ technologist 🧑‍💻
bust_in_silhouette 👤 busts_in_silhouette 👥 runner 🏃 running 🏃 dancer 💃 family 👪 footprints 👣
dog 🐶 cat 🐱 mouse 🐭 fox_face 🦊 bear 🐻 panda_face 🐼 koala 🐨 tiger 🐯 lion_face 🦁 cow 🐮 pig 🐷 frog 🐸
monkey_face 🐵 chicken 🐔 penguin 🐧 bird 🐦 owl 🦉 wolf 🐺 unicorn_face 🦄 bee 🐝 bug 🐛 butterfly 🦋 snail 🐌
ladybug 🐞 ant 🐜 spider 🕷️ turtle 🐢 snake 🐍 octopus 🐙 whale 🐳 dolphin 🐬 fish 🐟 shark 🦈 elephant 🐘
evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 seedling 🌱 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁
rose 🌹 sunflower 🌻 cherry_blossom 🌸 mushroom 🍄 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 full_moon 🌕
crescent_moon 🌙 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ thunder_cloud_and_rain ⛈️ lightning 🌩️ zap ⚡
snowflake ❄️ fire 🔥 droplet 💧 ocean 🌊 rainbow 🌈 star ⭐ star2 🌟 sparkles ✨ comet ☄️ umbrella ☔
apple 🍎 banana 🍌 lemon 🍋 watermelon 🍉 grapes 🍇 strawberry 🍓 cherries 🍒 peach 🍑 avocado 🥑 bread 🍞 cheese_wedge 🧀
pizza 🍕 hamburger 🍔 fries 🍟 taco 🌮 popcorn 🍿 cake 🍰 birthday 🎂 cookie 🍪 doughnut 🍩 chocolate_bar 🍫 coffee ☕
tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 clinking_glasses 🥂 champagne 🍾 tropical_drink 🍹
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 soccer ⚽ basketball 🏀 dart 🎯 game_die 🎲 jigsaw 🧩 video_game 🎮 art 🎨 musical_note 🎵
microphone 🎤 headphones 🎧 guitar 🎸 clapper 🎬 ticket 🎫 circus_tent 🎪
car 🚗 taxi 🚕 bus 🚌 ambulance 🚑 fire_engine 🚒 truck 🚚 ship 🚢 airplane ✈️ rocket 🚀 bike 🚲 construction 🚧
rotating_light 🚨 traffic_light 🚥 vertical_traffic_light 🚦 octagonal_sign 🛑 anchor ⚓ house 🏠 office 🏢 hospital 🏥
bank 🏦 factory 🏭 tent ⛺ world_map 🗺️ mountain ⛰️ satellite_antenna 📡 helicopter 🚁 checkered_flag 🏁
watch ⌚ iphone 📱 computer 💻 desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ floppy_disk 💾 cd 💿 camera 📷 tv 📺
telephone_receiver 📞 battery 🔋 electric_plug 🔌 bulb 💡 flashlight 🔦 candle 🕯️ money_with_wings 💸 moneybag 💰
credit_card 💳 gem 💎 scales ⚖️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ nut_and_bolt 🔩 gear ⚙️ chains ⛓️ magnet 🧲
test_tube 🧪 microscope 🔬 telescope 🔭 syringe 💉 pill 💊 adhesive_bandage 🩹 stethoscope 🩺 broom 🧹 toolbox 🧰
shield 🛡️ crossed_swords ⚔️ bomb 💣 fire_extinguisher 🧯 key 🔑 lock 🔒 unlock 🔓 closed_lock_with_key 🔐 door 🚪
hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock1 🕐 clock9 🕘 clock12 🕛
email 📧 envelope ✉️ e-mail 📧 incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 package 📦 mailbox 📫 postbox 📮
memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 clipboard 📋 newspaper 📰 book 📖
books 📚 open_book 📖 notebook 📓 ledger 📒 bookmark 🔖 label 🏷️ file_folder 📁 open_file_folder 📂 card_index 📇
card_index_dividers 🗂️ file_cabinet 🗄️ wastebasket 🗑️ calendar 📆 date 📅 spiral_calendar_pad 🗓️ chart 💹
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 pushpin 📌 round_pushpin 📍 paperclip 📎
link 🔗 scissors ✂️ straight_ruler 📏 triangular_ruler 📐 mag 🔍 mag_right 🔎 bell 🔔 no_bell 🔕 loudspeaker 📢
mega 📣 sound 🔉 mute 🔇 triangular_flag_on_post 🚩 white_flag 🏳️ black_flag 🏴 crystal_ball 🔮 nazar_amulet 🧿
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ question ❓
grey_question ❔ exclamation ❗ heavy_exclamation_mark ❗ grey_exclamation ❕ bangbang ‼️ interrobang ⁉️ warning ⚠️
no_entry ⛔ no_entry_sign 🚫 information_source ℹ️ sos 🆘 ok 🆗 new 🆕 cool 🆒 free 🆓 up 🆙 vs 🆚 recycle ♻️
infinity ♾️ heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_division_sign ➗ heavy_multiplication_x ✖️ hash #️⃣
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️ arrow_lower_right ↘️
arrow_right_hook ↪️ leftwards_arrow_with_hook ↩️ arrow_up_small 🔼 arrow_down_small 🔽 arrow_forward ▶️ arrow_backward ◀️
fast_forward ⏩ rewind ⏪ double_vertical_bar ⏸️ black_square_for_stop ⏹️ repeat 🔁 arrows_counterclockwise 🔄
arrows_clockwise 🔃 red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 large_brown_circle 🟤 black_circle ⚫ white_circle ⚪ red_square 🟥
large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦
large_purple_square 🟪 large_brown_square 🟫 black_large_square ⬛ white_large_square ⬜ small_red_triangle 🔺
small_red_triangle_down 🔻 small_orange_diamond 🔸 small_blue_diamond 🔹 large_orange_diamond 🔶 large_blue_diamond 🔷
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣
flag-gb 🇬🇧 flag-us 🇺🇸 us 🇺🇸 gb 🇬🇧 flag-de 🇩🇪 de 🇩🇪 flag-fr 🇫🇷 fr 🇫🇷 flag-es 🇪🇸 flag-it 🇮🇹 flag-eu 🇪🇺
`;

const SKIN_TONES = ['', '', '\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'];

const EMOJI: ReadonlyMap<string, string> = new Map(
  Array.from(TABLE.matchAll(/(\S+) (\S+)/g), ([, name = '', unicode = '']) => [name, unicode]),
);

/** The emoji of a short name, with or without `::skin-tone-4`; null when nobody knows it. */
export function emojiNamed(name: string): (Inline & { kind: 'emoji' }) | null {
  const [base = '', tone] = name.split(/::?skin-tone-/);
  const unicode = EMOJI.get(base);
  return unicode
    ? { kind: 'emoji', name, unicode: unicode + (SKIN_TONES[Number.parseInt(tone ?? '0', 10)] ?? '') }
    : null;
}

/** Up to `limit` emoji whose names begin with, or else contain, `typed`. */
export function emojiLike(typed: string, limit: number): { name: string; unicode: string }[] {
  const found = Array.from(EMOJI, ([name, unicode]) => ({ name, unicode })).filter(({ name }) =>
    name.includes(typed),
  );
  return found
    .toSorted((a, b) => Number(b.name.startsWith(typed)) - Number(a.name.startsWith(typed)))
    .slice(0, limit);
}
