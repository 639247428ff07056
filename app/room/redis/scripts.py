"""What is done at Redis in one piece, in its Lua. Each answers Redis' time, then a word for what came of it.

KEYS[1] is the room's key: a hash of `state` (the room as JSON) with its `version`, a word that no other state
has, of what these scripts must know of it (`over`, `locked`, `until`, `open`, `shown`), and of `event`, the
last one's id. Beside it lie, under longer names, `:events` (a stream), `:known` (a follower's mark to their
number), `:here` (a worker to when it counts as gone), `:here:WORKER` (the marks that it has seats for), and
`:answers:ACTIVITY` (a mark to the answer).
"""

from __future__ import annotations

from app.room.hall import LOG

_BEGIN = """
local room = KEYS[1]
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local stamp = string.format('%d.%06d', time[1], time[2])
local function say(...) return {time[1], time[2], ...} end
"""

# The marks of all workers that are still heard of.
_HERE = """
local here = room .. ':here'
local function present()
    redis.call('ZREMRANGEBYSCORE', here, '-inf', now)
    local keys = {}
    for i, worker in ipairs(redis.call('ZRANGE', here, 0, -1)) do keys[i] = here .. ':' .. worker end
    return keys
end
local function followers()
    local keys = present()
    return #keys == 0 and 0 or #redis.call('SUNION', unpack(keys))
end
local function given(shown)
    return redis.call('HLEN', room .. ':answers:' .. (string.match(shown, '^%S+') or ''))
end
"""

# ARGV: a mark, the most that may be known.
_LET_IN = """
local f = redis.call('HMGET', room, 'over', 'until', 'locked', 'open')
if not f[1] then return say('none') end
if f[1] ~= '' then return say('over', f[1]) end
if now >= tonumber(f[2]) then return say('due') end
local mark = ARGV[1]
local number = redis.call('HGET', room .. ':known', mark)
local function refused()
    if number then return nil end
    if f[3] == '1' then return 'locked' end
    number = redis.call('HLEN', room .. ':known') + 1
    if number > tonumber(ARGV[2]) then return 'full' end
end
local function known() redis.call('HSET', room .. ':known', mark, number) end
"""

# KEYS: room, rooms, rooms that are over. ARGV: code, most rooms, most that are over, version, state, when it
# expires, the first event.
OPEN = (
    _BEGIN
    + """
if redis.call('EXISTS', room) == 1 then return say('taken') end
if redis.call('ZCOUNT', KEYS[2], now, '+inf') >= tonumber(ARGV[2])
    or redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[3]) then return say('full') end
local id = redis.call('XADD', room .. ':events', '*', 'n', 'room', 'd', ARGV[7], 't', stamp)
redis.call('HSET', room, 'state', ARGV[5], 'version', ARGV[4], 'event', id, 'until', ARGV[6],
           'over', '', 'locked', '0', 'open', '', 'shown', '')
redis.call('ZADD', KEYS[2], ARGV[6], ARGV[1])
return say('open', id)
"""
)

# ARGV: the version that the worker has.
READ = (
    _BEGIN
    + """
local f = redis.call('HMGET', room, 'version', 'event')
if not f[1] then return say('none') end
if f[1] == ARGV[1] then return say('same') end
return say('new', f[1], f[2], redis.call('HGET', room, 'state'))
"""
)

# KEYS: room, rooms, rooms that are over. ARGV: code, the version that was changed, the one it becomes,
# when it expires or is forgotten, the activity whose answers go, state, over, locked, open, shown; then name
# and data of each event.
CHANGE = (
    _BEGIN
    + _HERE
    + f"""
local f = redis.call('HMGET', room, 'version', 'event')
if not f[1] then return say('none') end
if f[1] ~= ARGV[2] then return say(f[1] == ARGV[3] and 'done' or 'other', f[2]) end
if ARGV[5] ~= '' then redis.call('DEL', room .. ':answers:' .. ARGV[5]) end
local id, answers = f[2], given(ARGV[10])
for i = 11, #ARGV, 2 do
    id = redis.call('XADD', room .. ':events', 'MAXLEN', '~', {LOG}, '*',
                    'n', ARGV[i], 'd', ARGV[i + 1], 't', stamp, 'a', answers)
    if ARGV[i] == 'activity' then redis.call('HSET', room, 'told:answers', ARGV[10] .. ' ' .. answers) end
end
redis.call('HSET', room, 'state', ARGV[6], 'version', ARGV[3], 'event', id, 'until', ARGV[4],
           'over', ARGV[7], 'locked', ARGV[8], 'open', ARGV[9], 'shown', ARGV[10])
redis.call('ZREM', KEYS[ARGV[7] == '' and 3 or 2], ARGV[1])
redis.call('ZADD', KEYS[ARGV[7] == '' and 2 or 3], ARGV[4], ARGV[1])
return say('done', id)
"""
)

# ARGV: mark, most known, most followers; of one who sits down also worker, milliseconds until it is gone.
ENTER = (
    _BEGIN
    + _HERE
    + _LET_IN
    + """
local most = tonumber(ARGV[3])
local function sits()
    for _, key in ipairs(present()) do
        if redis.call('SISMEMBER', key, mark) == 1 then return true end
    end
end
local function crowded()
    local seats = 0
    for _, key in ipairs(present()) do seats = seats + redis.call('SCARD', key) end
    -- Whoever has two seats, at two workers, is one follower.
    return seats >= most and followers() >= most
end
if crowded() and not sits() then return say('full') end
local no = refused()
if no then return say(no) end
known()
if ARGV[4] then
    local mine = here .. ':' .. ARGV[4]
    redis.call('SADD', mine, mark)
    redis.call('PEXPIRE', mine, ARGV[5])
    redis.call('ZADD', here, now + ARGV[5] / 1000, ARGV[4])
end
return say('in', number)
"""
)

# How many followers there are, and how many answers to what they see.
LOOK = (
    _BEGIN
    + _HERE
    + """
local shown = redis.call('HGET', room, 'shown')
if not shown then return say('none') end
return say('here', followers(), given(shown))
"""
)

# ARGV: mark, most known, activity, nickname and answer as JSON.
ANSWER = (
    _BEGIN
    + _LET_IN
    + """
local id, opened = string.match(f[4], '^(%S+) (%S+)$')
if id ~= ARGV[3] then return say('shut') end
local no = refused()
if no then return say(no) end
known()
local key = room .. ':answers:' .. id
local first = redis.call('HSET', key, mark, string.format('%d %.3f ', number, now - opened) .. ARGV[4])
return say('kept', first, redis.call('HLEN', key))
"""
)

# What changes often is not kept in the log: the last of each name stands there alone, in its latest place.
_MENTION = """
local function mention(name, value, gap)
    local f = redis.call('HMGET', room, 'told:' .. name, 'at:' .. name, 'id:' .. name, 'event')
    if f[1] == value then return 0 end
    local wait = (f[2] or 0) + gap - now
    if wait > 0 then return math.ceil(wait * 1000) end
    local id = redis.call('XADD', room .. ':events', '*', 'n', name, 'a', value, 'e', f[4])
    if f[3] then redis.call('XDEL', room .. ':events', f[3]) end
    redis.call('HSET', room, 'told:' .. name, value, 'at:' .. name, now, 'id:' .. name, id)
    return 0
end
"""

# ARGV: worker, milliseconds until it is gone, seconds between two counts, between two numbers of answers, how
# many it has seats for, `all` or `left`, and the marks of all of these, or of those who have left.
TELL = (
    _BEGIN
    + _HERE
    + _MENTION
    + """
local f = redis.call('HMGET', room, 'over', 'shown')
if not f[1] then return say('none') end
local mine, size = here .. ':' .. ARGV[1], tonumber(ARGV[5])
local act = ARGV[6] == 'all' and 'SADD' or 'SREM'
if ARGV[6] == 'all' then redis.call('DEL', mine) end
for i = 7, #ARGV, 1000 do redis.call(act, mine, unpack(ARGV, i, math.min(i + 999, #ARGV))) end
if redis.call('SCARD', mine) ~= size then return say('again') end
if size > 0 then
    redis.call('PEXPIRE', mine, ARGV[2])
    redis.call('ZADD', here, now + ARGV[2] / 1000, ARGV[1])
else
    redis.call('ZREM', here, ARGV[1])
end
local there, wait = followers(), 0
if f[1] == '' then
    wait = mention('count', tostring(there), tonumber(ARGV[3]))
    if f[2] ~= '' then
        wait = math.max(wait, mention('answers', f[2] .. ' ' .. given(f[2]), tonumber(ARGV[4])))
    end
end
return say('told', there, wait)
"""
)

# KEYS: room, rooms that are over. ARGV: code, version, the activities.
FORGET = (
    _BEGIN
    + """
local version = redis.call('HGET', room, 'version')
if version and version ~= ARGV[2] then return say('other') end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('DEL', room, room .. ':events', room .. ':known', room .. ':here')
for i = 3, #ARGV do redis.call('DEL', room .. ':answers:' .. ARGV[i]) end
return say('gone')
"""
)
