<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>actions</name>
    <message>
        <source>&amp;About QKV Explorer</source>
        <translation>关于 QKV Explorer(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Change the pinned number…</source>
        <translation>修改固定的数(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Copy this page</source>
        <translation>复制本页(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy this step</source>
        <translation>复制本步骤(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export this page…</source>
        <translation>导出本页(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Export this step…</source>
        <translation>导出本步骤(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>术语表(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import numbers…</source>
        <translation>导入数据(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>按键与鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>下一步骤(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Options</source>
        <translation>选项(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Pictures carry their state</source>
        <translation>图片带有状态(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation>上一步骤(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Tour of the window</source>
        <translation>界面导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Usual text size</source>
        <translation>默认字号(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Begin again with the first text and sizes</source>
        <translation>用最初的文本和尺寸重新开始</translation>
    </message>
    <message>
        <source>Bring back what was taken back</source>
        <translation>恢复刚才撤销的改动</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Draw other vectors and matrices</source>
        <translation>重新抽取向量和矩阵</translation>
    </message>
    <message>
        <source>Edit the &amp;text</source>
        <translation>编辑文本(&amp;T)</translation>
    </message>
    <message>
        <source>Export a&amp;ll steps…</source>
        <translation>导出所有步骤(&amp;L)…</translation>
    </message>
    <message>
        <source>Export the repor&amp;t…</source>
        <translation>导出报告(&amp;T)…</translation>
    </message>
    <message>
        <source>Export the steps as an a&amp;nimation…</source>
        <translation>把各步骤导出为动画(&amp;N)…</translation>
    </message>
    <message>
        <source>Five bubbles that show where things are</source>
        <translation>五个气泡，介绍界面各部分</translation>
    </message>
    <message>
        <source>For the back row of a classroom</source>
        <translation>让教室最后一排也看得清</translation>
    </message>
    <message>
        <source>Lar&amp;ger text</source>
        <translation>放大文字(&amp;G)</translation>
    </message>
    <message>
        <source>Let every changed cell of every matrix be computed</source>
        <translation>让所有矩阵中改动过的单元格都恢复为计算值</translation>
    </message>
    <message>
        <source>Let every changed cell of the pinned matrix be computed</source>
        <translation>让固定的单元格所在矩阵中改动过的单元格都恢复为计算值</translation>
    </message>
    <message>
        <source>Lock or hide controls; a session keeps it</source>
        <translation>锁定或隐藏控件，随会话保存</translation>
    </message>
    <message>
        <source>More room for the plots</source>
        <translation>给图留出更多空间</translation>
    </message>
    <message>
        <source>New &amp;seed</source>
        <translation>新种子(&amp;S)</translation>
    </message>
    <message>
        <source>One plot at a time on the whole screen, worked by keys or a remote</source>
        <translation>全屏逐图展示，用键盘或翻页笔操作</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open a session, or a picture that carries one</source>
        <translation>打开会话，或带有会话的图片</translation>
    </message>
    <message>
        <source>P&amp;lay the steps</source>
        <translation>播放各步骤(&amp;L)</translation>
    </message>
    <message>
        <source>Pa&amp;ge</source>
        <translation>页面(&amp;G)</translation>
    </message>
    <message>
        <source>Pro&amp;jector</source>
        <translation>投影模式(&amp;J)</translation>
    </message>
    <message>
        <source>Put another number into the pinned cell</source>
        <translation>在固定的单元格里填入另一个数</translation>
    </message>
    <message>
        <source>Put the cursor into the text</source>
        <translation>把光标放进文本</translation>
    </message>
    <message>
        <source>Put the page&apos;s picture on the clipboard</source>
        <translation>把页面的图片复制到剪贴板</translation>
    </message>
    <message>
        <source>Put the panel&apos;s picture on the clipboard</source>
        <translation>把面板的图片复制到剪贴板</translation>
    </message>
    <message>
        <source>Put the session into pictures: opening one brings back what it shows</source>
        <translation>把会话存入图片：打开图片即可恢复其中所示的内容</translation>
    </message>
    <message>
        <source>Reset &amp;all edits</source>
        <translation>还原所有改动(&amp;A)</translation>
    </message>
    <message>
        <source>Reset &amp;matrix</source>
        <translation>还原矩阵(&amp;M)</translation>
    </message>
    <message>
        <source>Reset i&amp;mported numbers</source>
        <translation>重置导入的数(&amp;M)</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>缩小文字(&amp;M)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save every step as pictures and numbers</source>
        <translation>把每个步骤保存为图片和数值</translation>
    </message>
    <message>
        <source>Save texts, choices and changed numbers as a session</source>
        <translation>把文本、选项和改动过的数存为会话</translation>
    </message>
    <message>
        <source>Save the page as a picture or as numbers</source>
        <translation>把页面保存为图片或数值</translation>
    </message>
    <message>
        <source>Save the session under another name</source>
        <translation>以另一名称保存会话</translation>
    </message>
    <message>
        <source>Save the steps as a GIF or as numbered images</source>
        <translation>把各步骤保存为 GIF 动画或编号图片</translation>
    </message>
    <message>
        <source>Save the verdict with the plots of every step as HTML</source>
        <translation>把结论和每个步骤的图保存为 HTML</translation>
    </message>
    <message>
        <source>Save what the panel shows as a picture or as numbers</source>
        <translation>把面板显示的内容保存为图片或数值</translation>
    </message>
    <message>
        <source>Show or hide sizes, mask, tokens, precision</source>
        <translation>显示或隐藏尺寸、掩码、词元、精度</translation>
    </message>
    <message>
        <source>Show the next step; → does so too when no cell is pinned</source>
        <translation>显示下一步骤；没有固定单元格时，按 → 也可以</translation>
    </message>
    <message>
        <source>Show the step before; ← does so too when no cell is pinned</source>
        <translation>显示上一步骤；没有固定单元格时，按 ← 也可以</translation>
    </message>
    <message>
        <source>Show the steps one after another</source>
        <translation>依次演示各步骤</translation>
    </message>
    <message>
        <source>T&amp;imer</source>
        <translation>计时器(&amp;I)</translation>
    </message>
    <message>
        <source>Take all vectors and matrices from the seed again</source>
        <translation>重新由种子生成所有向量和矩阵</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>撤销上一次改动</translation>
    </message>
    <message>
        <source>Take embeddings or a matrix from CSV, TSV, NPY or NPZ</source>
        <translation>从 CSV、TSV、NPY 或 NPZ 读取嵌入或矩阵</translation>
    </message>
    <message>
        <source>Teac&amp;her controls…</source>
        <translation>教师控制(&amp;H)…</translation>
    </message>
    <message>
        <source>The field&apos;s terms in English and Chinese</source>
        <translation>本领域术语的中英对照</translation>
    </message>
    <message>
        <source>The size to begin with</source>
        <translation>最初的字号</translation>
    </message>
    <message>
        <source>Use the whole screen, or no longer</source>
        <translation>进入或退出全屏</translation>
    </message>
    <message>
        <source>What every key and every click does</source>
        <translation>每个按键和每次点击的作用</translation>
    </message>
    <message>
        <source>What this program is for</source>
        <translation>这个程序是做什么的</translation>
    </message>
</context>
<context>
    <name>alpha_slider</name>
    <message>
        <source>How far the value matrix has been moved to the key matrix</source>
        <translation>值矩阵向键矩阵移动了多少</translation>
    </message>
    <message>
        <source>tied</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>untied</source>
        <translation>不绑定</translation>
    </message>
    <message>
        <source>α, from untied to tied</source>
        <translation>α，从不绑定到绑定</translation>
    </message>
</context>
<context>
    <name>animation</name>
    <message>
        <source> pixels</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Animation (GIF)</source>
        <translation>动画（GIF）</translation>
    </message>
    <message>
        <source>Each step</source>
        <translation>每个步骤</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>How long each step is shown</source>
        <translation>每个步骤显示多久</translation>
    </message>
    <message>
        <source>Numbered images (PNG)</source>
        <translation>编号图片（PNG）</translation>
    </message>
    <message>
        <source>Save the steps as an animation</source>
        <translation>把各步骤保存为动画</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width of every image</source>
        <translation>每幅图片的宽度</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
</context>
<context>
    <name>announcer</name>
    <message>
        <source>no cell is held</source>
        <translation>未固定单元格</translation>
    </message>
</context>
<context>
    <name>bands</name>
    <message>
        <source>head {number}</source>
        <translation>头 {number}</translation>
    </message>
</context>
<context>
    <name>bars</name>
    <message>
        <source>1 other</source>
        <translation>其余 1 个</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>其余 {count} 个</translation>
    </message>
</context>
<context>
    <name>bench</name>
    <message>
        <source>A context row is a weighted mean of value rows and lies in their hull. Tied, that is the hull of the keys: the head can only mix addresses. Untied, the context may leave it. The plane shows the two directions in which the points vary most; distances are measured in all directions of the head.</source>
        <translation>上下文向量的每一行都是值的加权平均，落在值的凸包内。绑定时，这就是键的凸包：头只能混合地址。不绑定时，上下文向量可以越出键的凸包。平面图显示各点变化最大的两个方向；距离则在头的所有方向上计算。</translation>
    </message>
    <message>
        <source>A head is told by two maps: M = W_Q W_Kᵀ decides where to look, N = W_V W_O what is carried. A tied head of width s has one matrix for both, so it is exact when s ≥ dim(row M + col N): address and content share one budget. The curve is the error of the best tied head of each width; 1 means that nothing is kept. Without W_O the matrix that is read out must be W_V itself, and only what is beyond it is free.</source>
        <translation>一个头由两个映射决定：M = W_Q W_Kᵀ 决定看哪里，N = W_V W_O 决定带走什么。宽度为 s 的绑定头用同一个矩阵兼顾两者，所以当 s ≥ dim(row M + col N) 时没有误差：地址和内容共用一份预算。曲线是各宽度下最好的绑定头的误差；1 表示什么也没保留。没有 W_O 时，读出的矩阵必须就是 W_V，只有它之外的部分可以自由选择。</translation>
    </message>
    <message>
        <source>Computed from the sizes: prefill takes the whole context at once, decoding one more token after it; a multiply-add is two operations, and masked pairs count. The dashed line is untied self-attention. Tying halves the cache of any layout of heads and drops one projection; with rotary positions that holds only if keys are turned on the fly.</source>
        <translation>由各尺寸算出：预填充一次处理整个上下文，解码则在其后再处理一个词元；一次乘加算两次运算，被屏蔽的配对也计入。虚线是不绑定的自注意力。无论各头如何安排，绑定都使缓存减半，并省去一个投影；使用旋转位置编码时，须在读取键时才旋转，这一点才成立。</translation>
    </message>
    <message>
        <source>Construction</source>
        <translation>构造</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>Freedom</source>
        <translation>自由度</translation>
    </message>
    <message>
        <source>Geometry</source>
        <translation>几何</translation>
    </message>
    <message>
        <source>How a context row moves when its query moves: the covariance of values with keys under the weights, times the scale of the scores. Where K and V are the same numbers, it is the covariance of the keys: symmetric and never negative, so the context never moves against its query. Elsewhere nothing makes it so.</source>
        <translation>查询移动时上下文向量如何移动：等于在权重下值与键的协方差，乘以得分的缩放系数。K 与 V 同数值时，它就是键的协方差：对称且半正定，所以上下文向量从不逆着查询移动。否则没有这样的保证。</translation>
    </message>
    <message>
        <source>In how many independent directions a head can move (M, N): the rank of the Jacobian in its matrices, measured on random heads. An untied head has 4dr − 2r², a tied one 3dr − r²: tying loses r(d − r), the choice of a second r-dimensional subspace. At r = d nothing is lost. Bars are measured, diamonds are the formula.</source>
        <translation>一个头能在多少个独立方向上改变 (M, N)：即对其各矩阵的雅可比矩阵的秩，在随机的头上测得。不绑定的头有 4dr − 2r²，绑定的头有 3dr − r²：绑定失去 r(d − r)，即再选一个 r 维子空间的自由。r = d 时毫无损失。条形是测量值，菱形是公式值。</translation>
    </message>
    <message>
        <source>Measuring distances …</source>
        <translation>正在测量距离…</translation>
    </message>
    <message>
        <source>Measuring the law …</source>
        <translation>正在测量宽度定律…</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>Put W_K and W_V side by side as the one shared matrix. Zeros beside W_Q let the scores read only the first half, zeros above W_O let the output read only the second. So a tied head of twice the width does exactly what the untied head does, and caches as many numbers. Scores keep the untied head’s factor 1/√r.</source>
        <translation>把 W_K 和 W_V 左右并排，作为那个共用的矩阵。W_Q 旁边补零，使得分只读前一半；W_O 上方补零，使输出只读后一半。于是宽度加倍的绑定头所做的与不绑定的头完全相同，缓存的数也一样多。得分仍用不绑定的头的系数 1/√r。</translation>
    </message>
    <message>
        <source>Rotary positions turn queries and keys by their place, so that scores depend on distances. Turn keys on the fly and a tied value stays clean. Store the turned key and read it as the value, and every term of the context is turned by an angle of its own: no W_O undoes that, nor does turning the output back by the query’s place, with which DeepSeek-V4 is trained. The last bar is what a matrix after W_K cannot give of W_V: nothing at r = d.</source>
        <translation>旋转位置编码按位置旋转查询和键，使位置只以距离进入得分。如果只在用到时即时旋转键，绑定的值就不受影响。如果存下旋转后的键并把它当作值来读，上下文向量的每一项都转过各自的角度：任何 W_O 都无法还原；按查询的位置把输出转回去（DeepSeek-V4 就这样训练）也还原不了。最后一条是 W_K 之后再乘一个矩阵仍无法得到的 W_V 的部分：r = d 时为零。</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>Width law</source>
        <translation>宽度定律</translation>
    </message>
</context>
<context>
    <name>busy_toast</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop, and keep what is shown (Escape); redo starts it again</source>
        <translation>停止，保留当前显示的内容（Esc）；用“重做”可重新开始</translation>
    </message>
</context>
<context>
    <name>choices</name>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>步骤(&amp;S)</translation>
    </message>
    <message>
        <source>Attention step by step</source>
        <translation>逐步查看注意力</translation>
    </message>
    <message>
        <source>For dark rooms</source>
        <translation>适合昏暗的房间</translation>
    </message>
    <message>
        <source>For daylight and for print</source>
        <translation>适合明亮环境和打印</translation>
    </message>
</context>
<context>
    <name>colorbar</name>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>屏蔽</translation>
    </message>
</context>
<context>
    <name>column_heads</name>
    <message>
        <source>Compare with a third variant</source>
        <translation>与第三个变体对比</translation>
    </message>
    <message>
        <source>Take the third column away</source>
        <translation>去掉第三列</translation>
    </message>
    <message>
        <source>Variant of column {letter}</source>
        <translation>{letter} 列的变体</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>Differences</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Every grid</source>
        <translation>所有网格</translation>
    </message>
    <message>
        <source>Give each plot its own colour scale; else a row has one</source>
        <translation>每幅图各用自己的色标；否则一行共用一个</translation>
    </message>
    <message>
        <source>Only V, the context and the output move. The output goes a straight way, for everything after V is linear.</source>
        <translation>只有 V、上下文向量和输出在移动。输出沿直线移动，因为 V 之后的一切都是线性的。</translation>
    </message>
    <message>
        <source>Own scales</source>
        <translation>各自色标</translation>
    </message>
    <message>
        <source>Show A − B, and A − C, between the columns</source>
        <translation>在各列之间显示 A − B 和 A − C</translation>
    </message>
    <message>
        <source>Show models that were trained with the other variants; else the model shown is tied here and now</source>
        <translation>显示用其他变体训练出的模型；否则就地绑定当前模型</translation>
    </message>
    <message>
        <source>Show the matrices and what lies between, too</source>
        <translation>同时显示各矩阵和中间结果</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Tie slider</source>
        <translation>绑定滑块</translation>
    </message>
    <message>
        <source>Trained apart</source>
        <translation>分别训练</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>A context row is a weighted mean of the keys: it lies in their convex hull.</source>
        <translation>上下文向量的每一行是键的加权平均：它落在键的凸包内。</translation>
    </message>
    <message>
        <source>A context row is a weighted mean of the values: it lies in their convex hull.</source>
        <translation>上下文向量的每一行是值的加权平均：它落在值的凸包内。</translation>
    </message>
    <message>
        <source>A tanh layer of {units} units stands between: an additive score is no product of a query and a key.</source>
        <translation>中间有一个含 {units} 个单元的 tanh 层：加性得分不是查询与键的乘积。</translation>
    </message>
    <message>
        <source>A tied head has half of the cache and less room; the difference shrinks as the training goes on, and with wider heads.</source>
        <translation>绑定的头缓存减半，容量也变小；训练越久、头越宽，差距越小。</translation>
    </message>
    <message>
        <source>A token&apos;s place in the row stands in its vector, too.</source>
        <translation>词元在行中的位置也写在它的向量里。</translation>
    </message>
    <message>
        <source>A token&apos;s vector is drawn from its text and the seed {seed}: random, not trained.</source>
        <translation>词元的向量由其文本和种子 {seed} 抽取：随机，未经训练。</translation>
    </message>
    <message>
        <source>A trade-off, not a rule: it halves the KV cache, and recent large models tie on purpose.</source>
        <translation>这是取舍，不是铁律：它使 KV 缓存减半，近来的大模型有意采用绑定。</translation>
    </message>
    <message>
        <source>A turn stands between W_UK and W_Q: they can no longer be multiplied into one. DeepSeek-V2 therefore keeps a small turned part beside the latent, left out here.</source>
        <translation>W_UK 与 W_Q 之间隔着一次旋转：两者不能再合并相乘。因此 DeepSeek-V2 在潜向量之外另存一小段旋转过的键，这里从略。</translation>
    </message>
    <message>
        <source>A value was overwritten by hand: the map is still one, but K and V are no longer the same numbers.</source>
        <translation>有一个值被手工改写：映射仍是同一个，但 K 与 V 的数值不再相同。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Asked: let the context of “{token}” become the value of “{copied}”. L is half of the squared distance, {value} now; a step against a gradient lowers L.</source>
        <translation>目标：让“{token}”的上下文向量变成“{copied}”的值。L 是两者平方距离的一半，现在为 {value}；逆着梯度走一步，L 就下降。</translation>
    </message>
    <message>
        <source>Asked: let the output of “{token}” become the vector of “{copied}”. L is half of the squared distance, {value} now; a step against a gradient lowers L.</source>
        <translation>目标：让“{token}”的输出变成“{copied}”的向量。L 是两者平方距离的一半，现在为 {value}；逆着梯度走一步，L 就下降。</translation>
    </message>
    <message>
        <source>Asked: make output {feature} of “{token}” larger. L is minus that number, {value} now; a step against a gradient lowers L.</source>
        <translation>目标：让“{token}”的第 {feature} 个输出变大。L 是这个数的相反数，现在为 {value}；逆着梯度走一步，L 就下降。</translation>
    </message>
    <message>
        <source>Associative recall</source>
        <translation>联想回忆</translation>
    </message>
    <message>
        <source>BLEU before / after replacing unknown words, higher is better</source>
        <translation>BLEU，替换未登录词之前/之后，越高越好</translation>
    </message>
    <message>
        <source>Bahdanau additive</source>
        <translation>Bahdanau 加性注意力</translation>
    </message>
    <message>
        <source>Bias of layer norm</source>
        <translation>层归一化的偏置</translation>
    </message>
    <message>
        <source>Both are made from the encoder states, in every variant.</source>
        <translation>在每个变体中，两者都由编码器状态得到。</translation>
    </message>
    <message>
        <source>But different maps make them numerically unequal.</source>
        <translation>但由于映射不同，两者数值不相等。</translation>
    </message>
    <message>
        <source>Capped</source>
        <translation>软截断后</translation>
    </message>
    <message>
        <source>Causal mask: a query sees the keys up to its own position.</source>
        <translation>因果掩码：查询只能看到自己位置及之前的键。</translation>
    </message>
    <message>
        <source>Causal window: a query sees its own position and {window} keys before it.</source>
        <translation>因果窗口：查询只能看到自己的位置和它之前的 {window} 个键。</translation>
    </message>
    <message>
        <source>Cells of the mask overwritten by hand: {count}.</source>
        <translation>手工改写的掩码单元格：{count} 个。</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Computed with the models {models}, one for each variant.</source>
        <translation>用模型“{models}”计算，每个变体各有一个。</translation>
    </message>
    <message>
        <source>Computed with the vectors and matrices of the model shown.</source>
        <translation>用当前模型的向量和矩阵计算。</translation>
    </message>
    <message>
        <source>Computed with the vectors and matrices of {model}: of this task, and untied, so that it can be tied.</source>
        <translation>用“{model}”的向量和矩阵计算：它学的是同一任务，而且未绑定，因此可以再绑定。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>各键的贡献</translation>
    </message>
    <message>
        <source>Counting needs no address: a tie makes no difference at any width.</source>
        <translation>计数不需要地址：无论头多宽，绑定都没有影响。</translation>
    </message>
    <message>
        <source>Cross-attention (Transformer)</source>
        <translation>交叉注意力（Transformer）</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decoder candidate</source>
        <translation>解码器候选状态</translation>
    </message>
    <message>
        <source>Decoder input matrix</source>
        <translation>解码器输入矩阵</translation>
    </message>
    <message>
        <source>Decoder state matrix</source>
        <translation>解码器循环矩阵</translation>
    </message>
    <message>
        <source>Decoder states</source>
        <translation>解码器状态</translation>
    </message>
    <message>
        <source>Decoder update gate</source>
        <translation>解码器更新门</translation>
    </message>
    <message>
        <source>Decoder-state matrix</source>
        <translation>解码器状态的投影矩阵</translation>
    </message>
    <message>
        <source>Denoising</source>
        <translation>去噪</translation>
    </message>
    <message>
        <source>Denoising of stored patterns</source>
        <translation>存储模式去噪</translation>
    </message>
    <message>
        <source>Down-projection</source>
        <translation>降维矩阵</translation>
    </message>
    <message>
        <source>Eight real features of a value leave no room for a key in a tied head of width 8; without a map after the head, no weights can make up for it.</source>
        <translation>值的八个实数特征占满了宽度为 8 的绑定头，没有给键留下位置；头之后若没有映射，任何权重都无法弥补。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>词嵌入</translation>
    </message>
    <message>
        <source>Encoder candidate</source>
        <translation>编码器候选状态</translation>
    </message>
    <message>
        <source>Encoder input matrix</source>
        <translation>编码器输入矩阵</translation>
    </message>
    <message>
        <source>Encoder state matrix</source>
        <translation>编码器循环矩阵</translation>
    </message>
    <message>
        <source>Encoder states</source>
        <translation>编码器状态</translation>
    </message>
    <message>
        <source>Encoder update gate</source>
        <translation>编码器更新门</translation>
    </message>
    <message>
        <source>Encoder-state matrix</source>
        <translation>编码器状态的投影矩阵</translation>
    </message>
    <message>
        <source>Entropy in nats</source>
        <translation>熵（奈特）</translation>
    </message>
    <message>
        <source>Entropy is 0 for a query that looks at one key, and ln {count} = {most} for one that looks at all keys alike.</source>
        <translation>查询只看一个键时熵为 0；平均看所有键时熵为 ln {count} = {most}。</translation>
    </message>
    <message>
        <source>Forcing W_K = W_V is possible.</source>
        <translation>可以强制令 W_K = W_V。</translation>
    </message>
    <message>
        <source>GTA ties the value to half of the key.</source>
        <translation>GTA 把值与键的一半绑定。</translation>
    </message>
    <message>
        <source>Gain of layer norm</source>
        <translation>层归一化的增益</translation>
    </message>
    <message>
        <source>Gradient of a matrix</source>
        <translation>矩阵的梯度</translation>
    </message>
    <message>
        <source>Gradient of the capped scores</source>
        <translation>软截断后得分的梯度</translation>
    </message>
    <message>
        <source>Gradient of the context</source>
        <translation>上下文向量的梯度</translation>
    </message>
    <message>
        <source>Gradient of the decoder states</source>
        <translation>解码器状态的梯度</translation>
    </message>
    <message>
        <source>Gradient of the encoder states</source>
        <translation>编码器状态的梯度</translation>
    </message>
    <message>
        <source>Gradient of the inputs</source>
        <translation>输入的梯度</translation>
    </message>
    <message>
        <source>Gradient of the joined heads</source>
        <translation>各头拼接的梯度</translation>
    </message>
    <message>
        <source>Gradient of the joined keys</source>
        <translation>各头的键拼接的梯度</translation>
    </message>
    <message>
        <source>Gradient of the key</source>
        <translation>键的梯度</translation>
    </message>
    <message>
        <source>Gradient of the key matrix</source>
        <translation>键矩阵的梯度</translation>
    </message>
    <message>
        <source>Gradient of the key, not turned</source>
        <translation>键（旋转前）的梯度</translation>
    </message>
    <message>
        <source>Gradient of the latent</source>
        <translation>潜向量的梯度</translation>
    </message>
    <message>
        <source>Gradient of the masked scores</source>
        <translation>掩码后得分的梯度</translation>
    </message>
    <message>
        <source>Gradient of the output</source>
        <translation>输出的梯度</translation>
    </message>
    <message>
        <source>Gradient of the output matrix</source>
        <translation>输出矩阵的梯度</translation>
    </message>
    <message>
        <source>Gradient of the query</source>
        <translation>查询的梯度</translation>
    </message>
    <message>
        <source>Gradient of the query matrix</source>
        <translation>查询矩阵的梯度</translation>
    </message>
    <message>
        <source>Gradient of the query, not turned</source>
        <translation>查询（旋转前）的梯度</translation>
    </message>
    <message>
        <source>Gradient of the scaled scores</source>
        <translation>缩放后得分的梯度</translation>
    </message>
    <message>
        <source>Gradient of the score vector</source>
        <translation>得分向量的梯度</translation>
    </message>
    <message>
        <source>Gradient of the scores</source>
        <translation>得分的梯度</translation>
    </message>
    <message>
        <source>Gradient of the tanh layer</source>
        <translation>tanh 层的梯度</translation>
    </message>
    <message>
        <source>Gradient of the value</source>
        <translation>值的梯度</translation>
    </message>
    <message>
        <source>Gradient of the value matrix</source>
        <translation>值矩阵的梯度</translation>
    </message>
    <message>
        <source>Gradient of the weights</source>
        <translation>权重的梯度</translation>
    </message>
    <message>
        <source>Grouped-query (GQA)</source>
        <translation>分组查询注意力（GQA）</translation>
    </message>
    <message>
        <source>Grouped-tied (GTA)</source>
        <translation>分组绑定（GTA）</translation>
    </message>
    <message>
        <source>Heads joined</source>
        <translation>各头拼接</translation>
    </message>
    <message>
        <source>Here the contents of keys and values differ, not only the maps.</source>
        <translation>这里键和值的内容不同，而不只是映射不同。</translation>
    </message>
    <message>
        <source>In a precise sense: address and content share one budget of dimensions. A tied head of width s does what an untied one does exactly when s reaches dim(row M + col N); its context never leaves the hull of the keys. At full width, with W_O, nothing is lost.</source>
        <translation>在确切的意义上成立：地址和内容共用同一份维度预算。宽度为 s 的绑定头能做到不绑定的头所做的事，当且仅当 s 达到 dim(row M + col N)；它的上下文向量从不越出键的凸包。全宽且有 W_O 时，毫无损失。</translation>
    </message>
    <message>
        <source>In dot, K = V = the encoder states.</source>
        <translation>在点积式中，K = V = 编码器状态。</translation>
    </message>
    <message>
        <source>In self-attention, Q, K and V share X but not their maps, so K ≠ V.</source>
        <translation>在自注意力中，Q、K、V 同源于 X 但映射不同，所以 K ≠ V。</translation>
    </message>
    <message>
        <source>In traditional attention, K and V share their source.</source>
        <translation>在传统注意力中，K 与 V 同源。</translation>
    </message>
    <message>
        <source>Induction</source>
        <translation>归纳</translation>
    </message>
    <message>
        <source>Induction: recall by two layers</source>
        <translation>归纳：两层联想回忆</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>It depends on the width of a head, on W_O and on the task: small at scale in published work, and nothing at all on some tasks. The figures show what tying takes of these very matrices at this width, not a quality.</source>
        <translation>取决于头的宽度、W_O 和任务：在已发表的大规模实验中影响很小，在某些任务上毫无影响。这些数值只说明在这个宽度下绑定从这些矩阵中拿走了什么，并不代表性能好坏。</translation>
    </message>
    <message>
        <source>It limits the information that a head can carry.</source>
        <translation>它限制了一个头能携带的信息。</translation>
    </message>
    <message>
        <source>It significantly lowers performance.</source>
        <translation>它会显著降低性能。</translation>
    </message>
    <message>
        <source>JSON is expected</source>
        <translation>应为 JSON</translation>
    </message>
    <message>
        <source>K = V</source>
        <translation>K = V</translation>
    </message>
    <message>
        <source>K = V = X</source>
        <translation>K = V = X</translation>
    </message>
    <message>
        <source>K = V = the stored patterns.</source>
        <translation>K = V = 存储模式。</translation>
    </message>
    <message>
        <source>K = V in groups (GQA)</source>
        <translation>分组 K = V（GQA）</translation>
    </message>
    <message>
        <source>K = V, one for all (MQA)</source>
        <translation>K = V，所有头共用一份（MQA）</translation>
    </message>
    <message>
        <source>K identical, bit for bit</source>
        <translation>K 逐位相同</translation>
    </message>
    <message>
        <source>K is turned by its positions, V is not: they differ, by up to {difference:.4g}</source>
        <translation>K 按位置旋转，V 不旋转：两者不同，最大相差 {difference:.4g}</translation>
    </message>
    <message>
        <source>K=V: +3.1 % with half of the KV cache. Learned absolute positions; no spread over seeds seen.</source>
        <translation>K=V：+3.1%，KV 缓存减半。使用可学习的绝对位置编码；未见给出不同种子间的离散程度。</translation>
    </message>
    <message>
        <source>KV cache a token, {variant}</source>
        <translation>每个词元的 KV 缓存，{variant}</translation>
    </message>
    <message>
        <source>KV cache, tied to untied</source>
        <translation>KV 缓存，绑定与不绑定之比</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Key and value matrix</source>
        <translation>键值共用矩阵</translation>
    </message>
    <message>
        <source>Key matrix</source>
        <translation>键矩阵</translation>
    </message>
    <message>
        <source>Key minus value</source>
        <translation>键减值</translation>
    </message>
    <message>
        <source>Key minus value, other reading</source>
        <translation>键减值（另一种读法）</translation>
    </message>
    <message>
        <source>Key, not turned</source>
        <translation>键（旋转前）</translation>
    </message>
    <message>
        <source>Key, other reading</source>
        <translation>键（另一种读法）</translation>
    </message>
    <message>
        <source>Keys alone are stored; values are recovered as K·W_K⁻¹·W_V at full width.</source>
        <translation>只存键；在全宽下由 K·W_K⁻¹·W_V 还原值。</translation>
    </message>
    <message>
        <source>Keys and values come from the same vectors through two matrices: same source, different maps.</source>
        <translation>键和值由同样的向量经过两个矩阵得到：同源，不同映射。</translation>
    </message>
    <message>
        <source>Keys and values of all heads are made from one latent of {latent} numbers, through two matrices: same source, different maps. Only the latent is cached.</source>
        <translation>各头的键和值由同一个 {latent} 维潜向量经两个矩阵得到：同源，不同映射；只缓存它。</translation>
    </message>
    <message>
        <source>Keys and values share the r dimensions of a tied head: of twice the width, it can do whatever an untied one does. What is missing there is training, not room.</source>
        <translation>键和值共用绑定头的 r 个维度：宽度加倍后，不绑定的头能做的它都能做。那时若仍有差距，欠缺的是训练，而不是容量。</translation>
    </message>
    <message>
        <source>Keys at the end that count as padding: {padding}.</source>
        <translation>末尾按填充处理的键：{padding} 个。</translation>
    </message>
    <message>
        <source>Keys go through a matrix; values are the encoder states themselves: same source, different maps.</source>
        <translation>键经过一个矩阵；值就是编码器状态本身：同源，不同映射。</translation>
    </message>
    <message>
        <source>Keys joined</source>
        <translation>各头的键拼接</translation>
    </message>
    <message>
        <source>L is half of the squared distance from what is copied: its slope is the difference</source>
        <translation>L 是与复制对象平方距离的一半：它的斜率就是两者之差</translation>
    </message>
    <message>
        <source>L is minus this number: it falls by 1 where the number grows by 1</source>
        <translation>L 是这个数的相反数：这个数增加 1，L 就减少 1</translation>
    </message>
    <message>
        <source>Language model of characters</source>
        <translation>字符级语言模型</translation>
    </message>
    <message>
        <source>Latent</source>
        <translation>潜向量</translation>
    </message>
    <message>
        <source>Latent (MLA)</source>
        <translation>潜向量（MLA）</translation>
    </message>
    <message>
        <source>Layer {layer} of {layers}: it starts from what the layers before made of the text.</source>
        <translation>共 {layers} 层中的第 {layer} 层：它从前面各层对文本算出的结果开始。</translation>
    </message>
    <message>
        <source>Learned gated networks (GRU) read the source in both directions, half of the features each, and write the target; a state of the decoder has read the target before it.</source>
        <translation>学得的门控网络（GRU）从两个方向阅读源文本，各占一半特征，并写出目标文本；解码器的状态已读过它之前的目标词元。</translation>
    </message>
    <message>
        <source>Logits</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>Lookup</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Lookup of real vectors</source>
        <translation>实向量查找</translation>
    </message>
    <message>
        <source>Luong concat</source>
        <translation>Luong 拼接式（concat）</translation>
    </message>
    <message>
        <source>Luong dot</source>
        <translation>Luong 点积式（dot）</translation>
    </message>
    <message>
        <source>Luong general</source>
        <translation>Luong 一般式（general）</translation>
    </message>
    <message>
        <source>Majority</source>
        <translation>多数</translation>
    </message>
    <message>
        <source>Majority of votes</source>
        <translation>多数表决</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>掩码后</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Matrix of the shared half</source>
        <translation>共用那一半的矩阵</translation>
    </message>
    <message>
        <source>Mean over heads</source>
        <translation>各头平均</translation>
    </message>
    <message>
        <source>Multi-head self-attention</source>
        <translation>多头自注意力</translation>
    </message>
    <message>
        <source>Multi-query (MQA)</source>
        <translation>多查询注意力（MQA）</translation>
    </message>
    <message>
        <source>No mask: every query may attend to every key.</source>
        <translation>没有掩码：每个查询都可以关注每个键。</translation>
    </message>
    <message>
        <source>No matrix follows: the output is the context itself.</source>
        <translation>后面没有矩阵：输出就是上下文向量本身。</translation>
    </message>
    <message>
        <source>No matrix follows: the output is the heads&apos; contexts side by side.</source>
        <translation>后面没有矩阵：输出就是各头上下文向量的拼接。</translation>
    </message>
    <message>
        <source>No matrix makes keys and values: they are the encoder states themselves.</source>
        <translation>键和值不经过矩阵：它们就是编码器状态本身。</translation>
    </message>
    <message>
        <source>No positions are added: a token has the same vector wherever it stands.</source>
        <translation>不加位置：同一词元无论在何处，向量都相同。</translation>
    </message>
    <message>
        <source>No positions are added: a word has the same vector wherever it stands.</source>
        <translation>未加位置编码：同一个词无论出现在哪里，向量都相同。</translation>
    </message>
    <message>
        <source>No positions are added: only the recurrence knows the order.</source>
        <translation>未加位置编码：只有循环网络知道词序。</translation>
    </message>
    <message>
        <source>Not tied: {key} and {value} each receive their own gradient, free of the other&apos;s.</source>
        <translation>未绑定：{key} 和 {value} 各得各的梯度，互不牵制。</translation>
    </message>
    <message>
        <source>Not tied: {key} learns from matching alone; what is carried goes through no matrix.</source>
        <translation>未绑定：{key} 只从匹配中学习；被传递的内容不经过任何矩阵。</translation>
    </message>
    <message>
        <source>Nothing reaches the scores.</source>
        <translation>没有梯度到达得分。</translation>
    </message>
    <message>
        <source>One latent is stored, and keys and values are made from it.</source>
        <translation>只存一个潜向量，键和值都由它得到。</translation>
    </message>
    <message>
        <source>One matrix makes keys and values: same source, same map, same numbers.</source>
        <translation>同一个矩阵产生键和值：同源、同映射、同数值。</translation>
    </message>
    <message>
        <source>One matrix makes keys and values: same source, same map. But only keys are turned by their positions: not the same numbers.</source>
        <translation>同一个矩阵产生键和值：同源、同映射。但只有键按位置旋转，所以数值不同。</translation>
    </message>
    <message>
        <source>One matrix makes queries and keys.</source>
        <translation>同一个矩阵产生查询和键。</translation>
    </message>
    <message>
        <source>One matrix makes queries, keys and values: all three are the same numbers.</source>
        <translation>同一个矩阵产生查询、键和值：三者数值相同。</translation>
    </message>
    <message>
        <source>One tensor is key and value; its rotary part is undone on the output.</source>
        <translation>同一个张量既是键也是值；其旋转部分在输出端撤销。</translation>
    </message>
    <message>
        <source>Only the second half is turned: the half tied to the value stays clean.</source>
        <translation>只旋转后一半：与值绑定的那一半不受影响。</translation>
    </message>
    <message>
        <source>Open: whether the rotation of a tied half can be undone without loss. GTA&apos;s authors say it cannot (arXiv 2505.21487); DeepSeek-V4 does it.</source>
        <translation>尚无定论：被绑定的一半经旋转后能否无损撤销。GTA 的作者认为不能（arXiv 2505.21487）；DeepSeek-V4 这样做了。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output matrix</source>
        <translation>输出矩阵</translation>
    </message>
    <message>
        <source>Part through later states</source>
        <translation>经由后续状态的部分</translation>
    </message>
    <message>
        <source>Part through the keys</source>
        <translation>经由键的部分</translation>
    </message>
    <message>
        <source>Part through the queries</source>
        <translation>经由查询的部分</translation>
    </message>
    <message>
        <source>Part through the values</source>
        <translation>经由值的部分</translation>
    </message>
    <message>
        <source>Perplexity of K=V: +2.5 %.</source>
        <translation>K=V 的困惑度：+2.5%。</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>Positions were learned, and are added.</source>
        <translation>位置是学出来的，并被加上。</translation>
    </message>
    <message>
        <source>Probability of each answer</source>
        <translation>每个答案的概率</translation>
    </message>
    <message>
        <source>Q = K</source>
        <translation>Q = K</translation>
    </message>
    <message>
        <source>Q = K = V</source>
        <translation>Q = K = V</translation>
    </message>
    <message>
        <source>Q identical, bit for bit</source>
        <translation>Q 逐位相同</translation>
    </message>
    <message>
        <source>Q, K, scores, mask and weights stay identical, bit for bit. Values, context and output change.</source>
        <translation>Q、K、得分、掩码和权重逐位不变；值、上下文向量和输出改变。</translation>
    </message>
    <message>
        <source>Queries are the decoder states themselves.</source>
        <translation>查询就是解码器状态本身。</translation>
    </message>
    <message>
        <source>Queries are the keys: the scores are symmetric, and the largest of all stands on the diagonal.</source>
        <translation>查询就是键：得分矩阵对称，最大的得分在对角线上。</translation>
    </message>
    <message>
        <source>Queries that no key is left for: {count}. Their weights are all zero, and so is their context.</source>
        <translation>没有任何键可看的查询：{count} 个。它们的权重全为零，上下文向量也是零。</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Query and key matrix</source>
        <translation>查询与键共用矩阵</translation>
    </message>
    <message>
        <source>Query heads: {heads}. Key-value heads: {kv}, each shared by {group}.</source>
        <translation>查询头 {heads} 个，键值头 {kv} 个：每 {group} 个查询头共用一个。</translation>
    </message>
    <message>
        <source>Query matrix</source>
        <translation>查询矩阵</translation>
    </message>
    <message>
        <source>Query, key and value matrix</source>
        <translation>查询、键、值共用矩阵</translation>
    </message>
    <message>
        <source>Query, not turned</source>
        <translation>查询（旋转前）</translation>
    </message>
    <message>
        <source>Query, other reading</source>
        <translation>查询（另一种读法）</translation>
    </message>
    <message>
        <source>R_i turns pairs of features by angles that grow with position i, so positions enter the scores only as distances (Su et al. 2021).</source>
        <translation>R_i 成对地旋转特征，角度随位置 i 增大，因此位置只以距离的形式进入得分（Su et al. 2021）。</translation>
    </message>
    <message>
        <source>Read from files: {names}. All else is drawn.</source>
        <translation>读自文件：{names}。其余为随机抽取。</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>回忆</translation>
    </message>
    <message>
        <source>Recovering matrix</source>
        <translation>由 K 还原 V 的矩阵</translation>
    </message>
    <message>
        <source>Residual stream</source>
        <translation>残差流</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>倒序</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Right by default, but nothing forces it. Nor does a shared map alone make the numbers equal: Gemma 4 normalises and rotates K after sharing it.</source>
        <translation>默认情况下正确，但并非必然。反过来，仅仅同映射也不保证同数值：Gemma 4 在共用映射之后又对 K 做归一化和旋转。</translation>
    </message>
    <message>
        <source>Rotary positions add nothing here: they turn queries and keys in the next step.</source>
        <translation>旋转位置编码在这里不加任何东西：它在下一步旋转查询和键。</translation>
    </message>
    <message>
        <source>Rotary positions turn queries and keys of one text: here there are none.</source>
        <translation>旋转位置编码用于来自同一段文本的查询和键：这里没有这样的查询和键。</translation>
    </message>
    <message>
        <source>Row sum</source>
        <translation>行和</translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation>缩放后</translation>
    </message>
    <message>
        <source>Score matrix</source>
        <translation>得分矩阵 Wₐ</translation>
    </message>
    <message>
        <source>Score vector</source>
        <translation>得分向量</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Scores come from queries and keys; of the values, only the half that is also half of a key has a part in them.</source>
        <translation>得分由查询和键算出；值只有兼作键的那一半参与其中。</translation>
    </message>
    <message>
        <source>Scores come from queries and keys; values have no part in them.</source>
        <translation>得分由查询和键算出，与值无关。</translation>
    </message>
    <message>
        <source>Slim: V from K</source>
        <translation>Slim：由 K 还原 V</translation>
    </message>
    <message>
        <source>Source embedding</source>
        <translation>源文词嵌入</translation>
    </message>
    <message>
        <source>Source inputs</source>
        <translation>源文输入</translation>
    </message>
    <message>
        <source>Source position</source>
        <translation>源文位置编码</translation>
    </message>
    <message>
        <source>Spelled dates to ISO</source>
        <translation>把各种写法的日期译成 ISO 格式</translation>
    </message>
    <message>
        <source>Stored keys: the last tokens ask ({asking}), and only the tokens before them are looked at.</source>
        <translation>存储掩码：最后的词元提问（{asking} 个），只看它们之前的词元。</translation>
    </message>
    <message>
        <source>Tanh layer</source>
        <translation>tanh 层</translation>
    </message>
    <message>
        <source>Target embedding</source>
        <translation>译文词嵌入</translation>
    </message>
    <message>
        <source>Target inputs</source>
        <translation>译文输入</translation>
    </message>
    <message>
        <source>Target position</source>
        <translation>译文位置编码</translation>
    </message>
    <message>
        <source>The first layer brings every word the one before it; by that the second finds the word that is asked for. Q=K scores a match alike in both directions, so the word after it comes as well, and no more than half can be right; K=V keeps the direction.</source>
        <translation>第一层把每个词前面的那个词带给它；第二层据此找到所问的词。Q=K 使匹配在两个方向上得分相同，后面的词也会一并取来，因此至多只有一半能答对；K=V 则保留方向。</translation>
    </message>
    <message>
        <source>The first {half} features of a key are those of its value: there, same source, same map, same numbers. The other {half} are made once for all groups.</source>
        <translation>键的前 {half} 个特征就是值的：在此同源、同映射、同数值；其余 {half} 个各组共用一份。</translation>
    </message>
    <message>
        <source>The global layers tie values to keys, with a wider head; keys are normalised and rotated after the tie, so the numbers differ.</source>
        <translation>全局层把值绑定到键，头更宽；键在绑定之后还要归一化和旋转，所以数值不同。</translation>
    </message>
    <message>
        <source>The matrices are those of {name}, put together as this variant does, and not trained again.</source>
        <translation>矩阵来自“{name}”，按此变体的方式组合，没有重新训练。</translation>
    </message>
    <message>
        <source>The model answers {answers}: right {right} of {n} times.</source>
        <translation>模型的回答：{answers}；{n} 次中答对 {right} 次。</translation>
    </message>
    <message>
        <source>The model has no encoder and no decoder: computed with random vectors and matrices (seed {seed}) for the {count} tokens of its text.</source>
        <translation>该模型没有编码器和解码器：用随机的向量和矩阵（种子 {seed}）对其文本的 {count} 个词元计算。</translation>
    </message>
    <message>
        <source>The model has no self-attention: computed with random vectors and matrices (seed {seed}) for the {count} tokens of its text.</source>
        <translation>该模型没有自注意力：用随机的向量和矩阵（种子 {seed}）对其文本的 {count} 个词元计算。</translation>
    </message>
    <message>
        <source>The model&apos;s answer differs from the right vector by {error} (mean square).</source>
        <translation>模型的回答与正确向量相差 {error}（均方）。</translation>
    </message>
    <message>
        <source>The model&apos;s likeliest answer is right {right} of {n} times.</source>
        <translation>模型最可能的回答在 {n} 次中答对 {right} 次。</translation>
    </message>
    <message>
        <source>The opposite way: one state is split into key, value and predict parts.</source>
        <translation>相反的做法：把一个状态拆成键、值和预测三部分。</translation>
    </message>
    <message>
        <source>The scores are not divided by the root of their width.</source>
        <translation>得分没有除以宽度的平方根。</translation>
    </message>
    <message>
        <source>The scores differ in how a key is made; the value is the encoder state in all of them. Luong dot, whose keys and values are the same numbers, can solve it like the others. Each digit should look at the characters that it comes from.</source>
        <translation>各种得分的区别在于键如何得到；值始终是编码器状态。Luong 点积式的键与值是同样的数值，也能像其他得分一样解决它。每个数字都应当看向它所来自的那些字符。</translation>
    </message>
    <message>
        <source>The softcap keeps every score between −{cap} and {cap}.</source>
        <translation>软截断使每个得分都在 −{cap} 与 {cap} 之间。</translation>
    </message>
    <message>
        <source>The task writes every token as numbers itself; only what follows was learned.</source>
        <translation>任务本身把每个词元写成数；只有其后的部分是学出来的。</translation>
    </message>
    <message>
        <source>The turned key is the value too: each term of the context is turned by its own position, and no W_O can undo that.</source>
        <translation>旋转后的键也是值：上下文向量的每一项按各自的位置旋转，任何 W_O 都无法还原。</translation>
    </message>
    <message>
        <source>The vectors of tokens were learned with everything else.</source>
        <translation>词元的向量与其余部分一同学出。</translation>
    </message>
    <message>
        <source>There is no matrix for keys and values: same source, same map (none). But only keys are turned by their positions: not the same numbers.</source>
        <translation>键和值没有矩阵：同源、同映射（都没有矩阵）。但只有键按位置旋转，所以数值不同。</translation>
    </message>
    <message>
        <source>There is no matrix for keys and values: they are the inputs themselves, the stored patterns of a Hopfield network.</source>
        <translation>键和值没有矩阵：它们就是输入本身，即 Hopfield 网络的存储模式。</translation>
    </message>
    <message>
        <source>There is no matrix here: keys and values are the encoder states themselves.</source>
        <translation>这里没有矩阵：键和值都是编码器状态本身。</translation>
    </message>
    <message>
        <source>Therefore it is not recommended.</source>
        <translation>因此不推荐这样做。</translation>
    </message>
    <message>
        <source>This query sees no key: nothing reaches what stands before the weights.</source>
        <translation>这个查询看不到任何键：权重之前的一切都得不到梯度。</translation>
    </message>
    <message>
        <source>This query sees one key alone: its weight is 1 whatever its score, so that nothing reaches the scores, queries and keys.</source>
        <translation>这个查询只看得到一个键：无论得分多少，权重都是 1，所以没有梯度到达得分、查询和键。</translation>
    </message>
    <message>
        <source>This variant takes {told}.</source>
        <translation>此变体：{told}。</translation>
    </message>
    <message>
        <source>Two simple recurrent networks (Elman 1990) with random matrices read the texts. The decoder starts from the last encoder state; its state at a token has read the target tokens before it.</source>
        <translation>两个简单循环网络（Elman 1990）以随机矩阵读入两段文本。解码器从编码器的最后一个状态出发；它在某个词元处的状态已经读过前面的译文词元。</translation>
    </message>
    <message>
        <source>Up-projection of keys</source>
        <translation>键的升维矩阵</translation>
    </message>
    <message>
        <source>Up-projection of values</source>
        <translation>值的升维矩阵</translation>
    </message>
    <message>
        <source>V changes by up to</source>
        <translation>V 的最大变化</translation>
    </message>
    <message>
        <source>V is recovered by the inverse of W_K, which must be square: {joined} key features together, width {width}</source>
        <translation>V 由 W_K 的逆还原，W_K 必须是方阵：各头的键特征共 {joined} 个，模型宽度 {width}</translation>
    </message>
    <message>
        <source>V is recovered by the inverse of W_K, which must be square: {joined} key features together, width {width}; make them equal</source>
        <translation>V 由 W_K 的逆还原，W_K 必须是方阵：各头的键特征共 {joined} 个，模型宽度 {width}；请使两者相等</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Value matrix</source>
        <translation>值矩阵</translation>
    </message>
    <message>
        <source>Values are recovered from keys: different maps of one source. They differ from X W_V by at most {difference:.2g}; W_K has the condition number {condition:.3g}.</source>
        <translation>值由键还原：同源，不同映射。还原的值与 X W_V 最多相差 {difference:.2g}；W_K 的条件数为 {condition:.3g}。</translation>
    </message>
    <message>
        <source>W_K cannot be inverted: its condition number is {condition}, so V is lost</source>
        <translation>W_K 无法求逆：条件数为 {condition}，V 已经丢失</translation>
    </message>
    <message>
        <source>W_K of all heads together is inverted: this matrix is not drawn but solved</source>
        <translation>对所有头合在一起的 W_K 求逆：这个矩阵是解出来的，不是随机抽取的</translation>
    </message>
    <message>
        <source>W_a is counted on the memory&apos;s side. On the query&apos;s side keys would be the encoder states: the scores would be the same, and K would equal V.</source>
        <translation>W_a 算在记忆一边。若算在查询一边，键就是编码器状态：得分相同，而且 K 等于 V。</translation>
    </message>
    <message>
        <source>W_a is counted on the query&apos;s side. On the memory&apos;s side it would make the keys: the scores would be the same, K and V would not.</source>
        <translation>W_a 算在查询一边。若算在记忆一边，键就由它产生：得分相同，但 K 与 V 不再相等。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Width law: untied solves it from r = {r} on, so K = V has room at 2r = {doubled}, which was not trained.</source>
        <translation>宽度定律：不绑定从 r = {r} 起就能完成任务，因此 K = V 在 2r = {doubled} 处容量足够；这一宽度没有训练。</translation>
    </message>
    <message>
        <source>Width law: untied solves it from r = {r} on, so K = V has room at 2r = {doubled}; it reaches {measure} {mean} there after {steps} steps.</source>
        <translation>宽度定律：不绑定从 r = {r} 起就能完成任务，因此 K = V 在 2r = {doubled} 处容量足够；训练 {steps} 步后，它在那里的{measure}为 {mean}。</translation>
    </message>
    <message>
        <source>Width law: untied solves it from r = {r} on, so K = V has room at 2r = {doubled}; it reaches {measure} {mean} there after {steps} steps: what is missing is training, not room.</source>
        <translation>宽度定律：不绑定从 r = {r} 起就能完成任务，因此 K = V 在 2r = {doubled} 处容量足够；训练 {steps} 步后，它在那里的{measure}为 {mean}：欠缺的是训练，而不是容量。</translation>
    </message>
    <message>
        <source>Window: a query sees its own position and {window} keys on each side.</source>
        <translation>窗口：查询只能看到自己的位置和两侧各 {window} 个键。</translation>
    </message>
    <message>
        <source>With K = V = the stored patterns and one learned number, attention is the retrieval of a Hopfield network; with few samples, matrices only add what can be wrong.</source>
        <translation>令 K = V = 存储模式，只学习一个数，注意力就是 Hopfield 网络的检索；样本很少时，增加矩阵只会增加出错的余地。</translation>
    </message>
    <message>
        <source>Without a residual path, Q=K cannot look away from the token itself: it finds the partner and itself alike, which reaches 0.55.</source>
        <translation>没有残差通路时，Q=K 无法不看词元自己：它把对应的词元和自己同等看待，准确率只能到 0.55。</translation>
    </message>
    <message>
        <source>Wrong for Luong dot, where keys and values are the encoder states themselves; for Luong general it depends on the side on which W_a is counted. Right for Bahdanau, Luong concat and projected cross-attention.</source>
        <translation>对 Luong 点积式不成立，那里键和值就是编码器状态本身；对 Luong 一般式，取决于 W_a 算在哪一边；对 Bahdanau、Luong 拼接式和带投影的交叉注意力成立。</translation>
    </message>
    <message>
        <source>a context of {n} tokens</source>
        <translation>{n} 个词元的上下文长度</translation>
    </message>
    <message>
        <source>a head of width {r} has no features</source>
        <translation>宽度为 {r} 的头没有特征</translation>
    </message>
    <message>
        <source>a head of width {r} is wider than the model&apos;s {d}</source>
        <translation>宽度为 {r} 的头比模型宽度 {d} 还宽</translation>
    </message>
    <message>
        <source>a latent of width 0 keeps nothing</source>
        <translation>宽度为 0 的潜向量什么也存不下</translation>
    </message>
    <message>
        <source>a latent of width {latent} keeps nothing; use 1 or more</source>
        <translation>宽度为 {latent} 的潜向量什么也存不下；请用 1 或更大</translation>
    </message>
    <message>
        <source>a matrix holds numbers that are not finite</source>
        <translation>矩阵中含有非有限的数</translation>
    </message>
    <message>
        <source>a matrix holds numbers too large to be multiplied</source>
        <translation>矩阵里有过大的数，无法相乘</translation>
    </message>
    <message>
        <source>a model of {depth} layers</source>
        <translation>{depth} 层的模型</translation>
    </message>
    <message>
        <source>a number is too long to be one</source>
        <translation>有一个数长得不成其为数</translation>
    </message>
    <message>
        <source>a scenario has no {name}</source>
        <translation>场景里没有 {name}</translation>
    </message>
    <message>
        <source>a tanh stands between query and key: no matrix M makes these scores</source>
        <translation>查询与键之间隔着 tanh：没有任何矩阵 M 能产生这些得分</translation>
    </message>
    <message>
        <source>a tanh stands between query and key: turning both does not leave distances</source>
        <translation>查询与键之间隔着 tanh：两者都旋转后，得分并不只取决于距离</translation>
    </message>
    <message>
        <source>a token&apos;s vector has {wanted} numbers, the output {width}: turn W_O on, or copy the token&apos;s value</source>
        <translation>词元的向量有 {wanted} 个数，输出有 {width} 个：请打开 W_O，或改为复制该词元的值</translation>
    </message>
    <message>
        <source>a training of {value} steps cannot be made</source>
        <translation>无法训练 {value} 步</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>all of {names} are needed</source>
        <translation>{names} 缺一不可</translation>
    </message>
    <message>
        <source>all vectors and matrices from seed {seed}, for the same tokens: the model reads texts in another way</source>
        <translation>全部向量和矩阵取自种子 {seed}，词元相同，因为该模型以另一种方式读文本</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>as {names} the mean over the heads of a group (Ainslie et al. 2023)</source>
        <translation>{names} 取同组各头的平均（Ainslie 等 2023）</translation>
    </message>
    <message>
        <source>at most {most} are read</source>
        <translation>最多读取 {most}</translation>
    </message>
    <message>
        <source>before the turn</source>
        <translation>旋转前</translation>
    </message>
    <message>
        <source>begin with a line such as “# Title”</source>
        <translation>请以“# 标题”这样的一行开头</translation>
    </message>
    <message>
        <source>better at width {widths}: {measure} {mean} [{low}, {high}]</source>
        <translation>在宽度 {widths} 处更好：{measure} {mean} [{low}, {high}]</translation>
    </message>
    <message>
        <source>better at widths {widths}, most at {width}: {measure} {mean} [{low}, {high}]</source>
        <translation>在宽度 {widths} 处更好，以 {width} 处为最：{measure} {mean} [{low}, {high}]</translation>
    </message>
    <message>
        <source>both are made from one latent, made from {vectors}</source>
        <translation>两者都由同一个潜向量得到，而它由{vectors} 得到</translation>
    </message>
    <message>
        <source>both are made from {vectors}</source>
        <translation>两者都由{vectors} 得到</translation>
    </message>
    <message>
        <source>byte {place} is no UTF-8 text</source>
        <translation>第 {place} 个字节不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>candidate and state</source>
        <translation>候选状态与状态</translation>
    </message>
    <message>
        <source>cannot use {what}</source>
        <translation>无法使用 {what}</translation>
    </message>
    <message>
        <source>causal</source>
        <translation>因果</translation>
    </message>
    <message>
        <source>causal: key {key} comes after query {query}</source>
        <translation>因果：键 {key} 在查询 {query} 之后</translation>
    </message>
    <message>
        <source>cells that you overwrote hand nothing back</source>
        <translation>您改写过的单元格不向后传梯度</translation>
    </message>
    <message>
        <source>choose a .qkv file, or a picture that this program saved</source>
        <translation>请选择 .qkv 文件，或由本程序保存的图片</translation>
    </message>
    <message>
        <source>choose a file</source>
        <translation>请选择一个文件</translation>
    </message>
    <message>
        <source>choose a file that exists and may be read</source>
        <translation>请选择一个存在且可读的文件</translation>
    </message>
    <message>
        <source>choose a folder that exists and has room</source>
        <translation>请选择一个存在且有剩余空间的文件夹</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>请换一个文件夹</translation>
    </message>
    <message>
        <source>choose another model, or random vectors</source>
        <translation>请选择另一个模型，或随机向量</translation>
    </message>
    <message>
        <source>choose another text</source>
        <translation>请另选一个文本</translation>
    </message>
    <message>
        <source>choose one at least, two to compare</source>
        <translation>请至少选一个，要比较则选两个</translation>
    </message>
    <message>
        <source>choose one that this program saved with its state</source>
        <translation>请选择由本程序连同状态一起保存的图片</translation>
    </message>
    <message>
        <source>choose something else</source>
        <translation>请另选</translation>
    </message>
    <message>
        <source>choose the file that the program wrote</source>
        <translation>请选择本程序写出的原文件</translation>
    </message>
    <message>
        <source>close every brace, and use no &amp; outside a matrix</source>
        <translation>每个花括号都要配对，矩阵之外不用 &amp;</translation>
    </message>
    <message>
        <source>column of the inverse</source>
        <translation>逆矩阵的列</translation>
    </message>
    <message>
        <source>compared for each of the {count} query heads</source>
        <translation>按 {count} 个查询头逐一比较</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>context changes by up to</source>
        <translation>上下文向量的最大变化</translation>
    </message>
    <message>
        <source>context rows outside the hull of the keys, {variant}</source>
        <translation>落在键的凸包之外的上下文向量占比，{variant}</translation>
    </message>
    <message>
        <source>correct the lesson&apos;s file</source>
        <translation>请修改课程文件</translation>
    </message>
    <message>
        <source>count from 1</source>
        <translation>请从 1 开始数</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>decoder state</source>
        <translation>解码器状态</translation>
    </message>
    <message>
        <source>degrees of freedom lost in all heads, r(d − r) each</source>
        <translation>所有头失去的自由度之和，每个头 r(d − r)</translation>
    </message>
    <message>
        <source>dimensions that K and V span together, {variant}</source>
        <translation>K 与 V 共同张成的维数，{variant}</translation>
    </message>
    <message>
        <source>drawn from seed {seed} for the token “{token}”: random, not trained</source>
        <translation>由种子 {seed} 为词元“{token}”抽取：随机，未经训练</translation>
    </message>
    <message>
        <source>drawn from seed {seed} under the name {name}: random, not trained</source>
        <translation>由种子 {seed} 以名称 {name} 抽取：随机，未经训练</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已改动</translation>
    </message>
    <message>
        <source>edited cells set them apart, by up to {difference:.4g}</source>
        <translation>改动过的单元格使两者不同，最大相差 {difference:.4g}</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>词嵌入</translation>
    </message>
    <message>
        <source>embedding and position</source>
        <translation>词嵌入与位置编码</translation>
    </message>
    <message>
        <source>encoder state</source>
        <translation>编码器状态</translation>
    </message>
    <message>
        <source>every key is masked for this query: all its weights are 0</source>
        <translation>这个查询的所有键都被掩码屏蔽：权重全为 0</translation>
    </message>
    <message>
        <source>every number of K equals the one of V in its place</source>
        <translation>K 的每个数都等于 V 中同一位置的数</translation>
    </message>
    <message>
        <source>exact match</source>
        <translation>完全匹配</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>features of all heads</source>
        <translation>所有头的特征</translation>
    </message>
    <message>
        <source>features of the shared half</source>
        <translation>共用那一半的特征</translation>
    </message>
    <message>
        <source>features of the state before</source>
        <translation>前一状态的特征</translation>
    </message>
    <message>
        <source>files that end in {suffix} hold no numbers</source>
        <translation>以 {suffix} 结尾的文件不含数表</translation>
    </message>
    <message>
        <source>five-shot average, higher is better</source>
        <translation>5-shot 平均分，越高越好</translation>
    </message>
    <message>
        <source>floating-point operations, tied to untied</source>
        <translation>浮点运算次数，绑定与不绑定之比</translation>
    </message>
    <message>
        <source>freedom is measured up to width {most}</source>
        <translation>自由度最多测到宽度 {most}</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>门</translation>
    </message>
    <message>
        <source>give each step a line such as “## Title”</source>
        <translation>请给每一步写一行“## 标题”</translation>
    </message>
    <message>
        <source>give every row the same number of columns</source>
        <translation>请让每一行的列数相同</translation>
    </message>
    <message>
        <source>given</source>
        <translation>给定</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>gradient × (1 − state²)</source>
        <translation>梯度 × (1 − 状态²)</translation>
    </message>
    <message>
        <source>half of a head is tied: a width of {width} has no half</source>
        <translation>绑定的是头的一半：宽度 {width} 不能对半分</translation>
    </message>
    <message>
        <source>half of a head is tied: a width of {width} has no half; use an even one</source>
        <translation>绑定的是头的一半：宽度 {width} 不能对半分；请用偶数</translation>
    </message>
    <message>
        <source>half of a head is turned, in pairs of features: {width} does not divide by 4</source>
        <translation>旋转的是头的一半，而且特征成对旋转：{width} 不能被 4 整除</translation>
    </message>
    <message>
        <source>half of each key is its value already</source>
        <translation>每个键的一半本来就是它的值</translation>
    </message>
    <message>
        <source>handed back as it is: the same number</source>
        <translation>原样传回：同一个数</translation>
    </message>
    <message>
        <source>head {head}, row {row}, column {col} holds {value}</source>
        <translation>第 {head} 头第 {row} 行第 {col} 列是 {value}</translation>
    </message>
    <message>
        <source>head, row and column count from 0</source>
        <translation>头、行和列都从 0 数起</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>hits@1 in per cent, higher is better</source>
        <translation>hits@1（%），越高越好</translation>
    </message>
    <message>
        <source>how far tying moves the output, relative to its size, with these matrices</source>
        <translation>在这些矩阵下，绑定使输出偏移的程度（相对于输出的大小）</translation>
    </message>
    <message>
        <source>how the task writes “{token}”: not learned</source>
        <translation>任务就是这样写“{token}”的：不是学出来的</translation>
    </message>
    <message>
        <source>import them again</source>
        <translation>请重新导入</translation>
    </message>
    <message>
        <source>in nats: 0 looks at one key, {most:.3f} at all {n} alike</source>
        <translation>单位奈特：只看一个键时为 0，平均看全部 {n} 个键时为 {most:.3f}</translation>
    </message>
    <message>
        <source>input vector</source>
        <translation>输入向量</translation>
    </message>
    <message>
        <source>it cannot be read: {reason}</source>
        <translation>无法读取：{reason}</translation>
    </message>
    <message>
        <source>it cannot be written: {reason}</source>
        <translation>无法写入：{reason}</translation>
    </message>
    <message>
        <source>it cannot be {value}</source>
        <translation>不能是 {value}</translation>
    </message>
    <message>
        <source>it has {count} steps, lesson.json has {steps}</source>
        <translation>它有 {count} 步，而 lesson.json 有 {steps} 步</translation>
    </message>
    <message>
        <source>it holds {count} entries</source>
        <translation>其中有 {count} 项</translation>
    </message>
    <message>
        <source>it holds {kind}, not numbers</source>
        <translation>其中是 {kind}，而不是数</translation>
    </message>
    <message>
        <source>it holds {value}</source>
        <translation>其内容为 {value}</translation>
    </message>
    <message>
        <source>it is damaged: {reason}</source>
        <translation>文件已损坏：{reason}</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>it is no number</source>
        <translation>它不是一个数</translation>
    </message>
    <message>
        <source>it is no real number</source>
        <translation>它不是实数</translation>
    </message>
    <message>
        <source>it is no session of QKV Explorer</source>
        <translation>这不是 QKV Explorer 的会话</translation>
    </message>
    <message>
        <source>it needs QKV Explorer {version} or newer</source>
        <translation>需要 QKV Explorer {version} 或更新的版本</translation>
    </message>
    <message>
        <source>it serves several uses: their gradients add up</source>
        <translation>它有几种用途：各自的梯度相加</translation>
    </message>
    <message>
        <source>it takes {size}</source>
        <translation>它的大小为 {size}</translation>
    </message>
    <message>
        <source>it trains {variants}</source>
        <translation>它训练 {variants}</translation>
    </message>
    <message>
        <source>it was saved by a newer version, and this is {version}</source>
        <translation>它由更新的版本保存，而当前版本为 {version}</translation>
    </message>
    <message>
        <source>it would unpack to {size} bytes</source>
        <translation>解压后将有 {size} 字节</translation>
    </message>
    <message>
        <source>its shape {shape} is too large</source>
        <translation>形状 {shape} 过大</translation>
    </message>
    <message>
        <source>keep at least one</source>
        <translation>请至少保留一步</translation>
    </message>
    <message>
        <source>keep one of the two</source>
        <translation>请只保留其中一个</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>key = value</source>
        <translation>键 = 值</translation>
    </message>
    <message>
        <source>key and minus value</source>
        <translation>键与负的值</translation>
    </message>
    <message>
        <source>key and value</source>
        <translation>键与值</translation>
    </message>
    <message>
        <source>key features</source>
        <translation>键特征</translation>
    </message>
    <message>
        <source>key features of all heads</source>
        <translation>所有头的键特征</translation>
    </message>
    <message>
        <source>key of all heads</source>
        <translation>所有头的键</translation>
    </message>
    <message>
        <source>key tokens</source>
        <translation>键词元</translation>
    </message>
    <message>
        <source>key-value heads</source>
        <translation>键值头</translation>
    </message>
    <message>
        <source>keys alone: values are recovered from them: {keys} numbers</source>
        <translation>只存键，值由键还原：{keys} 个数</translation>
    </message>
    <message>
        <source>keys and values apart: {keys} + {values} numbers</source>
        <translation>键和值分开存放：{keys} + {values} 个数</translation>
    </message>
    <message>
        <source>keys and values are made from different vectors</source>
        <translation>键和值由不同的向量得到</translation>
    </message>
    <message>
        <source>keys and values are tied already: choose an untied variant</source>
        <translation>键和值已经绑定：请选择未绑定的变体</translation>
    </message>
    <message>
        <source>keys are made from {key}, values from {value}</source>
        <translation>键由{key} 得到，值由{value} 得到</translation>
    </message>
    <message>
        <source>keys have {key} numbers a token, values {value}</source>
        <translation>每个词元的键有 {key} 个数，值有 {value} 个数</translation>
    </message>
    <message>
        <source>keys have {key} numbers a token, values {value}: make the widths equal</source>
        <translation>每个词元的键有 {key} 个数，值有 {value} 个数：请使两者同宽</translation>
    </message>
    <message>
        <source>keys or values are not finite</source>
        <translation>键或值中含有非有限的数</translation>
    </message>
    <message>
        <source>known are {names}</source>
        <translation>可用的名称有 {names}</translation>
    </message>
    <message>
        <source>language model, 1.2B parameters</source>
        <translation>语言模型，12 亿参数</translation>
    </message>
    <message>
        <source>language model, 1.47B parameters</source>
        <translation>语言模型，14.7 亿参数</translation>
    </message>
    <message>
        <source>language model, 300M parameters</source>
        <translation>语言模型，3 亿参数</translation>
    </message>
    <message>
        <source>largest distance from that hull, in units of the keys&apos; spread, {variant}</source>
        <translation>到该凸包的最大距离，以键的离散程度为单位，{variant}</translation>
    </message>
    <message>
        <source>largest |K − V|, {variant}</source>
        <translation>最大 |K − V|，{variant}</translation>
    </message>
    <message>
        <source>largest |K − V|, {variant}, W_a on the memory&apos;s side</source>
        <translation>最大 |K − V|，{variant}，W_a 算在记忆一边</translation>
    </message>
    <message>
        <source>largest |K − V|, {variant}, W_a on the query&apos;s side</source>
        <translation>最大 |K − V|，{variant}，W_a 算在查询一边</translation>
    </message>
    <message>
        <source>latent</source>
        <translation>潜向量</translation>
    </message>
    <message>
        <source>latent features</source>
        <translation>潜向量特征</translation>
    </message>
    <message>
        <source>layer norm: μ and σ are mean and deviation of the whole row, gain g and bias b</source>
        <translation>层归一化：μ 和 σ 是整行的均值和标准差，g 为增益，b 为偏置</translation>
    </message>
    <message>
        <source>layers count from 0</source>
        <translation>层从 0 数起</translation>
    </message>
    <message>
        <source>learned in {steps} steps</source>
        <translation>经 {steps} 步训练学得</translation>
    </message>
    <message>
        <source>learned, and here the mean over the heads that share {name}</source>
        <translation>学得的，这里是共用 {name} 的各头的平均</translation>
    </message>
    <message>
        <source>learned: the vector of “{token}” after {steps} steps</source>
        <translation>学得：“{token}”的向量，训练 {steps} 步之后</translation>
    </message>
    <message>
        <source>learned: {name} after {steps} steps</source>
        <translation>学得：{name}，训练 {steps} 步之后</translation>
    </message>
    <message>
        <source>learned: {name} of another model, {model}</source>
        <translation>学得的：另一个模型“{model}”的 {name}</translation>
    </message>
    <message>
        <source>learned: {name} of layer {layer} after {steps} steps</source>
        <translation>学得：第 {layer} 层的 {name}，训练 {steps} 步之后</translation>
    </message>
    <message>
        <source>least error of a tied head of the same width, with W_O</source>
        <translation>同宽的绑定头的最小误差，有 W_O</translation>
    </message>
    <message>
        <source>least error of a tied head of the same width, without W_O</source>
        <translation>同宽的绑定头的最小误差，没有 W_O</translation>
    </message>
    <message>
        <source>least error of a tied head with the same cache</source>
        <translation>缓存相同的绑定头的最小误差</translation>
    </message>
    <message>
        <source>lesson.json has no question here</source>
        <translation>lesson.json 在这里没有问题</translation>
    </message>
    <message>
        <source>line {line}, column {column} is no JSON</source>
        <translation>第 {line} 行第 {column} 列不是 JSON</translation>
    </message>
    <message>
        <source>list head after head, each with all its rows</source>
        <translation>请逐头列出，每个头包含其所有行</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mask identical, bit for bit</source>
        <translation>掩码逐位相同</translation>
    </message>
    <message>
        <source>masked score</source>
        <translation>掩码后的得分</translation>
    </message>
    <message>
        <source>masked: the query may not attend to this key</source>
        <translation>已屏蔽：这个查询不可以关注这个键</translation>
    </message>
    <message>
        <source>matrix column</source>
        <translation>矩阵的列</translation>
    </message>
    <message>
        <source>matrix columns</source>
        <translation>矩阵的列</translation>
    </message>
    <message>
        <source>matrix row</source>
        <translation>矩阵的行</translation>
    </message>
    <message>
        <source>mean cosine of k and v, {variant}</source>
        <translation>k 与 v 的平均余弦，{variant}</translation>
    </message>
    <message>
        <source>model features</source>
        <translation>模型特征</translation>
    </message>
    <message>
        <source>model width {d} is not drawn here</source>
        <translation>这里不画模型宽度 {d}</translation>
    </message>
    <message>
        <source>more than {most} runs are asked for</source>
        <translation>要求的运行次数超过 {most}</translation>
    </message>
    <message>
        <source>name a file in the folder itself</source>
        <translation>请指定该文件夹之内的文件</translation>
    </message>
    <message>
        <source>name a model that came with the program</source>
        <translation>请用程序自带的模型名</translation>
    </message>
    <message>
        <source>names and values in braces are expected</source>
        <translation>应为花括号中的名称与值</translation>
    </message>
    <message>
        <source>no cell of {name} holds a number</source>
        <translation>{name} 里没有含数值的格子</translation>
    </message>
    <message>
        <source>no difference seen at width {widths} [{low}, {high}]</source>
        <translation>在宽度 {widths} 处未见差别 [{low}, {high}]</translation>
    </message>
    <message>
        <source>no difference seen at widths {widths} [all within {low}, {high}]</source>
        <translation>在宽度 {widths} 处未见差别 [都在 {low}, {high} 之内]</translation>
    </message>
    <message>
        <source>no figures kept</source>
        <translation>没有保存的指标</translation>
    </message>
    <message>
        <source>no layer norm: the residual stream as it is</source>
        <translation>没有层归一化：残差流原样</translation>
    </message>
    <message>
        <source>no mask: every query may attend to every key</source>
        <translation>没有掩码：每个查询都可以关注每个键</translation>
    </message>
    <message>
        <source>no matrix makes either: both are taken as they are</source>
        <translation>两者都不经过矩阵，原样取用</translation>
    </message>
    <message>
        <source>no matrix was learned here, but one number β: W_Q is β times the identity</source>
        <translation>这里学的不是矩阵，而是一个数 β：W_Q 是单位矩阵的 β 倍</translation>
    </message>
    <message>
        <source>no matrix: the {role} is the {vector} itself</source>
        <translation>没有矩阵：{role}就是{vector}本身</translation>
    </message>
    <message>
        <source>no output matrix: the context as it is</source>
        <translation>没有输出矩阵：就是上下文向量本身</translation>
    </message>
    <message>
        <source>no pair is stored</source>
        <translation>没有存储任何键值对</translation>
    </message>
    <message>
        <source>no pattern is stored</source>
        <translation>没有存储任何模式</translation>
    </message>
    <message>
        <source>no positions are added: the embedding as it is</source>
        <translation>未加位置编码：就是词嵌入本身</translation>
    </message>
    <message>
        <source>no rule forbids it</source>
        <translation>没有规则禁止</translation>
    </message>
    <message>
        <source>no softcap: unchanged</source>
        <translation>没有软截断：不变</translation>
    </message>
    <message>
        <source>no step has been kept</source>
        <translation>还没有保留任何一步</translation>
    </message>
    <message>
        <source>no target token comes before the first; its state follows the encoder&apos;s last one</source>
        <translation>第一个译文词元之前没有词元；它的状态接在编码器的最后一个状态之后</translation>
    </message>
    <message>
        <source>no trained model is named</source>
        <translation>没有指定已训练的模型</translation>
    </message>
    <message>
        <source>no variant is chosen</source>
        <translation>没有选择变体</translation>
    </message>
    <message>
        <source>no way leads from this number to the loss</source>
        <translation>这个数没有任何路径通向损失</translation>
    </message>
    <message>
        <source>no width is named</source>
        <translation>没有给出宽度</translation>
    </message>
    <message>
        <source>no word stands in the row</source>
        <translation>行里没有任何词</translation>
    </message>
    <message>
        <source>none, for one of them is zero.</source>
        <translation>没有，因为其中一部分为零。</translation>
    </message>
    <message>
        <source>not divided: scaling is off</source>
        <translation>未缩放：缩放已关闭</translation>
    </message>
    <message>
        <source>not divided: this mechanism does not scale its scores</source>
        <translation>未缩放：这个机制不缩放得分</translation>
    </message>
    <message>
        <source>not turned: only the second half carries the position</source>
        <translation>不旋转：只有后一半携带位置</translation>
    </message>
    <message>
        <source>nothing is asked at the end</source>
        <translation>末尾没有提问</translation>
    </message>
    <message>
        <source>of different shapes, {first} and {second}</source>
        <translation>形状不同：{first} 与 {second}</translation>
    </message>
    <message>
        <source>once is enough</source>
        <translation>写一次就够了</translation>
    </message>
    <message>
        <source>one matrix, {matrix}, makes both</source>
        <translation>同一个矩阵 {matrix} 产生两者</translation>
    </message>
    <message>
        <source>one store serves as key and as value: {keys} numbers</source>
        <translation>一份存储兼作键和值：{keys} 个数</translation>
    </message>
    <message>
        <source>one store: the value, which is turned to be a key when it is read: {keys} numbers</source>
        <translation>一份存储：只存值，读取时将其旋转即得键：{keys} 个数</translation>
    </message>
    <message>
        <source>only these grids can be edited: {grids}</source>
        <translation>只有这些网格可以编辑：{grids}</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>output and minus target</source>
        <translation>输出与负的目标</translation>
    </message>
    <message>
        <source>output changes by up to</source>
        <translation>输出的最大变化</translation>
    </message>
    <message>
        <source>output features</source>
        <translation>输出特征</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>padding: key {key} stands in for no token</source>
        <translation>填充：键 {key} 不对应任何词元</translation>
    </message>
    <message>
        <source>pattern {number} is asked for, but not stored</source>
        <translation>提问了模式 {number}，但没有存储它</translation>
    </message>
    <message>
        <source>perplexity, lower is better</source>
        <translation>困惑度，越低越好</translation>
    </message>
    <message>
        <source>perplexity, lower is better / cache bytes a token a layer</source>
        <translation>困惑度（越低越好）/ 每层每词元的缓存字节数</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>position {position}, from 0, turns features {even} and {odd} by {angle:.4g} radians</source>
        <translation>位置 {position}（从 0 数起）：特征 {even} 和 {odd} 旋转 {angle:.4g} 弧度</translation>
    </message>
    <message>
        <source>positions count from 0; odd columns are sines, even ones cosines</source>
        <translation>位置从 0 数起；奇数列是正弦，偶数列是余弦</translation>
    </message>
    <message>
        <source>projection parameters, tied to untied</source>
        <translation>投影参数量，绑定与不绑定之比</translation>
    </message>
    <message>
        <source>put a file such as en.md beside lesson.json</source>
        <translation>请在 lesson.json 旁边放一个文本文件，例如 en.md</translation>
    </message>
    <message>
        <source>put there by the user</source>
        <translation>由用户填入</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>query and key</source>
        <translation>查询与键</translation>
    </message>
    <message>
        <source>query features</source>
        <translation>查询特征</translation>
    </message>
    <message>
        <source>query head {head} reads key-value head {shared} of {count}</source>
        <translation>查询头 {head} 读取第 {shared} 个键值头（共 {count} 个）</translation>
    </message>
    <message>
        <source>query tokens</source>
        <translation>查询词元</translation>
    </message>
    <message>
        <source>question answering: knowledge base / extraction / documents</source>
        <translation>问答：知识库 / 信息抽取 / 文档</translation>
    </message>
    <message>
        <source>random heads are shown instead</source>
        <translation>改为显示随机的头</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>角频率</translation>
    </message>
    <message>
        <source>read from {file}</source>
        <translation>读自 {file}</translation>
    </message>
    <message>
        <source>residual stream</source>
        <translation>残差流</translation>
    </message>
    <message>
        <source>residual stream, minus the row&apos;s mean</source>
        <translation>残差流，减去该行的均值</translation>
    </message>
    <message>
        <source>rotary positions stand between query and key: M changes with their distance</source>
        <translation>查询与键之间隔着旋转位置编码：M 随两者的距离而变</translation>
    </message>
    <message>
        <source>rotary positions turn pairs of features: a width of {width} leaves one over</source>
        <translation>旋转位置编码成对地旋转特征：宽度 {width} 会余下一个</translation>
    </message>
    <message>
        <source>rotary positions turn pairs of features; a width of {width} is not even</source>
        <translation>旋转位置编码成对地旋转特征；宽度 {width} 不是偶数</translation>
    </message>
    <message>
        <source>row of the inverse</source>
        <translation>逆矩阵的行</translation>
    </message>
    <message>
        <source>row {row} has {found} columns, others have {width}</source>
        <translation>第 {row} 行有 {found} 列，其他行有 {width} 列</translation>
    </message>
    <message>
        <source>row {row}, column {col} holds {value}</source>
        <translation>第 {row} 行第 {col} 列是 {value}</translation>
    </message>
    <message>
        <source>same source, {variant}</source>
        <translation>同源，{variant}</translation>
    </message>
    <message>
        <source>save an array of float64, float32 or integers</source>
        <translation>请保存 float64、float32 或整数数组</translation>
    </message>
    <message>
        <source>save it again</source>
        <translation>请重新保存</translation>
    </message>
    <message>
        <source>save it as UTF-8</source>
        <translation>请以 UTF-8 编码保存</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>score vector</source>
        <translation>得分向量</translation>
    </message>
    <message>
        <source>scores identical, bit for bit</source>
        <translation>得分逐位相同</translation>
    </message>
    <message>
        <source>slope of tanh</source>
        <translation>tanh 的斜率</translation>
    </message>
    <message>
        <source>source tokens</source>
        <translation>源文词元</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>state features</source>
        <translation>状态特征</translation>
    </message>
    <message>
        <source>store pairs such as c=7 and ask for keys at the end, ?c; keys are a to z and A to F, values 0 to 31</source>
        <translation>请存储形如 c=7 的键值对，并在末尾用 ?c 提问；键为 a 到 z 和 A 到 F，值为 0 到 31</translation>
    </message>
    <message>
        <source>store patterns by number, p1 p2 p3, and ask for some at the end, ?p2; the seed draws them</source>
        <translation>请按编号存储模式，如 p1 p2 p3，并在末尾用 ?p2 提问；模式由种子抽取</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>stored: key {key} asks, and only what is stored is seen</source>
        <translation>存储：键 {key} 在提问，只看得到已存储的</translation>
    </message>
    <message>
        <source>tanh layer</source>
        <translation>tanh 层</translation>
    </message>
    <message>
        <source>target tokens</source>
        <translation>译文词元</translation>
    </message>
    <message>
        <source>that folder holds another experiment: {task}, {steps} steps</source>
        <translation>该文件夹里是另一个实验：{task}，{steps} 步</translation>
    </message>
    <message>
        <source>the answer is read from these features</source>
        <translation>答案就从这些特征读出</translation>
    </message>
    <message>
        <source>the answer is these features</source>
        <translation>答案就是这些特征</translation>
    </message>
    <message>
        <source>the cells are locked</source>
        <translation>单元格已锁定</translation>
    </message>
    <message>
        <source>the decoder states S</source>
        <translation>解码器状态 S</translation>
    </message>
    <message>
        <source>the embeddings need one token a row</source>
        <translation>嵌入的每一行需要一个词元</translation>
    </message>
    <message>
        <source>the encoder states H</source>
        <translation>编码器状态 H</translation>
    </message>
    <message>
        <source>the explorer knows no task {task} of this form</source>
        <translation>演示器不认识这种形式的任务 {task}</translation>
    </message>
    <message>
        <source>the first half of the key is that of the value: one state</source>
        <translation>键的前一半就是值的前一半：同一个状态向量</translation>
    </message>
    <message>
        <source>the first state follows what each direction of the encoder ended with</source>
        <translation>第一个状态接着编码器每个方向最后的状态</translation>
    </message>
    <message>
        <source>the formula {tex} cannot be set</source>
        <translation>公式 {tex} 无法排版</translation>
    </message>
    <message>
        <source>the grid is not square</source>
        <translation>这个矩阵不是方阵</translation>
    </message>
    <message>
        <source>the heads do not have the same number of rows</source>
        <translation>各头的行数不同</translation>
    </message>
    <message>
        <source>the heads side by side: head {head}, feature {feature}</source>
        <translation>各头并排：头 {head}，特征 {feature}</translation>
    </message>
    <message>
        <source>the identity (no matrix)</source>
        <translation>恒等映射（没有矩阵）</translation>
    </message>
    <message>
        <source>the imported embeddings have width {width}</source>
        <translation>导入的嵌入宽度为 {width}</translation>
    </message>
    <message>
        <source>the imported {name} is {found}, and not {needed}</source>
        <translation>导入的 {name} 为 {found}，而非 {needed}</translation>
    </message>
    <message>
        <source>the input vectors X</source>
        <translation>输入向量 X</translation>
    </message>
    <message>
        <source>the key&apos;s map is {key}, the value&apos;s is {value}</source>
        <translation>键的映射是 {key}，值的映射是 {value}</translation>
    </message>
    <message>
        <source>the latent, from which keys and values are made: {latent} numbers</source>
        <translation>只存潜向量，键和值都由它得到：{latent} 个数</translation>
    </message>
    <message>
        <source>the law is drawn up to model width {largest}, not {d}</source>
        <translation>宽度定律只画到模型宽度 {largest}，不到 {d}</translation>
    </message>
    <message>
        <source>the loss reads another number of this row</source>
        <translation>损失读取的是这一行的另一个数</translation>
    </message>
    <message>
        <source>the loss reads another row</source>
        <translation>损失读取的是另一行</translation>
    </message>
    <message>
        <source>the machine has no memory left for this run</source>
        <translation>本机内存不足，无法完成这次计算</translation>
    </message>
    <message>
        <source>the mean of the row, by its weights, is taken off</source>
        <translation>减去这一行按权重的平均值</translation>
    </message>
    <message>
        <source>the mean over the heads</source>
        <translation>对所有头取平均</translation>
    </message>
    <message>
        <source>the model has never seen {piece}</source>
        <translation>模型从未见过 {piece}</translation>
    </message>
    <message>
        <source>the model has no layer {layer}</source>
        <translation>该模型没有第 {layer} 层</translation>
    </message>
    <message>
        <source>the model {name} was trained with {own}, not with {other}</source>
        <translation>模型 {name} 是用“{own}”训练的，不是“{other}”</translation>
    </message>
    <message>
        <source>the numbers are too large to be measured</source>
        <translation>这些数太大，无法测量</translation>
    </message>
    <message>
        <source>the other variant has no such grid</source>
        <translation>另一个变体没有这个网格</translation>
    </message>
    <message>
        <source>the picture carries no session</source>
        <translation>这张图片不带会话</translation>
    </message>
    <message>
        <source>the question has no text</source>
        <translation>这个问题没有文字</translation>
    </message>
    <message>
        <source>the right answer, as the task has it</source>
        <translation>任务给出的正确答案</translation>
    </message>
    <message>
        <source>the rows differ in width</source>
        <translation>两行的宽度不同</translation>
    </message>
    <message>
        <source>the scenario is too large for a lesson</source>
        <translation>这个场景对课程来说太大</translation>
    </message>
    <message>
        <source>the session in the picture is damaged</source>
        <translation>图片中的会话已损坏</translation>
    </message>
    <message>
        <source>the solution does not do the task</source>
        <translation>给出的解法没有完成任务</translation>
    </message>
    <message>
        <source>the tanh layer was edited here</source>
        <translation>tanh 层在这里被改动过</translation>
    </message>
    <message>
        <source>the task is done before it begins</source>
        <translation>任务还没开始就已经完成</translation>
    </message>
    <message>
        <source>the text has {count} characters</source>
        <translation>文本有 {count} 个字符</translation>
    </message>
    <message>
        <source>the text has {count} characters, and the model knows {most} positions</source>
        <translation>文本有 {count} 个字符，而模型只认识 {most} 个位置</translation>
    </message>
    <message>
        <source>the title is missing</source>
        <translation>缺少标题</translation>
    </message>
    <message>
        <source>the trained model cannot be used: {reason}</source>
        <translation>该已训练模型无法使用：{reason}</translation>
    </message>
    <message>
        <source>the vector itself is key and value: {keys} numbers</source>
        <translation>向量本身既是键也是值：{keys} 个数</translation>
    </message>
    <message>
        <source>the way goes from 0 to 1, not to {n}</source>
        <translation>路程从 0 到 1，没有 {n}</translation>
    </message>
    <message>
        <source>the {role} is the key, which was edited here</source>
        <translation>{role}就是键，而键在这里被改动过</translation>
    </message>
    <message>
        <source>the {role} is the key: no matrix stands between them</source>
        <translation>{role}就是键：两者之间没有矩阵</translation>
    </message>
    <message>
        <source>the {role} is the key: {matrix} makes both</source>
        <translation>{role}就是键：两者都由 {matrix} 产生</translation>
    </message>
    <message>
        <source>there are no tokens</source>
        <translation>没有词元</translation>
    </message>
    <message>
        <source>there are {count} keys, not {padding}, to mask</source>
        <translation>可屏蔽的键只有 {count} 个，没有 {padding} 个</translation>
    </message>
    <message>
        <source>there are {count} letters</source>
        <translation>有 {count} 个字母</translation>
    </message>
    <message>
        <source>there are {count} votes</source>
        <translation>有 {count} 票</translation>
    </message>
    <message>
        <source>there is a lesson already</source>
        <translation>那里已经有一节课</translation>
    </message>
    <message>
        <source>there is no figure {name}</source>
        <translation>没有名为 {name} 的数值</translation>
    </message>
    <message>
        <source>there is no function {name}</source>
        <translation>没有名为 {name} 的函数</translation>
    </message>
    <message>
        <source>there is no number {number} among {count}</source>
        <translation>{count} 个之中没有第 {number} 个</translation>
    </message>
    <message>
        <source>there is no output feature {feature}: there are {n}</source>
        <translation>没有第 {feature} 个输出特征：共有 {n} 个</translation>
    </message>
    <message>
        <source>there is no query {row}: the text has {n} tokens</source>
        <translation>没有第 {row} 个查询：文本有 {n} 个词元</translation>
    </message>
    <message>
        <source>there is no second place for numbers called {name}</source>
        <translation>没有另一处可放名为 {name} 的数</translation>
    </message>
    <message>
        <source>there is no size {name}</source>
        <translation>没有名为 {name} 的规模</translation>
    </message>
    <message>
        <source>there is no state before the first: it counts as zeros</source>
        <translation>第一个状态之前没有状态：按零计算</translation>
    </message>
    <message>
        <source>there is no table of numbers in it</source>
        <translation>其中没有数表</translation>
    </message>
    <message>
        <source>there is no task {task}</source>
        <translation>没有任务 {task}</translation>
    </message>
    <message>
        <source>there is no text</source>
        <translation>没有文本</translation>
    </message>
    <message>
        <source>there is no token {row}: the text has {n}</source>
        <translation>没有第 {row} 个词元：文本有 {n} 个</translation>
    </message>
    <message>
        <source>there is no trained model {name}</source>
        <translation>没有已训练的模型 {name}</translation>
    </message>
    <message>
        <source>there is no variant {name}</source>
        <translation>没有名为 {name} 的变体</translation>
    </message>
    <message>
        <source>there is no {field} {value}</source>
        <translation>{field} 没有 {value} 这个选项</translation>
    </message>
    <message>
        <source>there is no {name} in {source}</source>
        <translation>{source} 里没有 {name}</translation>
    </message>
    <message>
        <source>there is no {token} among {labels}</source>
        <translation>{labels} 之中没有 {token}</translation>
    </message>
    <message>
        <source>there is one head: its context as it is</source>
        <translation>只有一个头：就是它的上下文向量本身</translation>
    </message>
    <message>
        <source>they differ, by up to {difference:.4g}</source>
        <translation>两者不同，最大相差 {difference:.4g}</translation>
    </message>
    <message>
        <source>this is no ordinary file</source>
        <translation>这不是普通文件</translation>
    </message>
    <message>
        <source>this run has no grid {name}</source>
        <translation>这次运行里没有矩阵 {name}</translation>
    </message>
    <message>
        <source>this task does not train {variant}</source>
        <translation>这个任务不训练 {variant}</translation>
    </message>
    <message>
        <source>this variant has no such figure</source>
        <translation>这个变体没有这个数值</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>tokens that ask</source>
        <translation>提问的词元</translation>
    </message>
    <message>
        <source>too few pairs to say anything at widths {widths}</source>
        <translation>在宽度 {widths} 处配对太少，不足以下结论</translation>
    </message>
    <message>
        <source>translation, English to German, Table 4</source>
        <translation>英德翻译，表 4</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>turn back</source>
        <translation>反向旋转</translation>
    </message>
    <message>
        <source>two maps, but they agree on these vectors</source>
        <translation>两个不同的映射，但在这些向量上结果相同</translation>
    </message>
    <message>
        <source>two maps, {key} and {value}, that hold the same numbers</source>
        <translation>两个映射 {key} 和 {value}，其中的数值相同</translation>
    </message>
    <message>
        <source>type at least one word</source>
        <translation>请至少输入一个词</translation>
    </message>
    <message>
        <source>undo edits of W_K until its condition number is below {limit}</source>
        <translation>请撤销对 W_K 的改动，直到条件数小于 {limit}</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>unlock them under View, Teacher controls</source>
        <translation>请在“视图 → 教师控制”中解锁</translation>
    </message>
    <message>
        <source>use 1 (may attend) or 0 (masked)</source>
        <translation>请用 1（可以关注）或 0（屏蔽）</translation>
    </message>
    <message>
        <source>use 1 or more</source>
        <translation>请用 1 或更大</translation>
    </message>
    <message>
        <source>use 1 to {largest}</source>
        <translation>请用 1 到 {largest}</translation>
    </message>
    <message>
        <source>use a finite number</source>
        <translation>请使用有限的数</translation>
    </message>
    <message>
        <source>use a finite number of at most {most} in size</source>
        <translation>请用绝对值不超过 {most} 的有限数</translation>
    </message>
    <message>
        <source>use a layer from 1 to {layers}</source>
        <translation>请用 1 到 {layers} 之间的层</translation>
    </message>
    <message>
        <source>use a list in brackets</source>
        <translation>请使用方括号中的列表</translation>
    </message>
    <message>
        <source>use a list of 1 to {most} steps</source>
        <translation>请用含 1 到 {most} 步的列表</translation>
    </message>
    <message>
        <source>use a list of heads, each a list of rows of finite numbers</source>
        <translation>请使用由各头组成的列表，每个头是由有限数的行组成的列表</translation>
    </message>
    <message>
        <source>use a loss such as larger:8:3, copy:8:2 or copy:8:2:value</source>
        <translation>请用 larger:8:3、copy:8:2 或 copy:8:2:value 这样的损失</translation>
    </message>
    <message>
        <source>use a number above 0, from {lowest} to {highest}</source>
        <translation>请用大于 0 的数，从 {lowest} 到 {highest}</translation>
    </message>
    <message>
        <source>use a number from {lowest} to {highest}</source>
        <translation>请使用 {lowest} 到 {highest} 之间的数</translation>
    </message>
    <message>
        <source>use a number such as -0.25</source>
        <translation>请使用形如 -0.25 的数</translation>
    </message>
    <message>
        <source>use a shorter text or fewer heads</source>
        <translation>请缩短文本或减少头数</translation>
    </message>
    <message>
        <source>use a smaller width or fewer heads</source>
        <translation>请减小宽度或减少头数</translation>
    </message>
    <message>
        <source>use a text</source>
        <translation>请用文本</translation>
    </message>
    <message>
        <source>use a text in quotes</source>
        <translation>请使用引号中的文本</translation>
    </message>
    <message>
        <source>use a tuple of edits</source>
        <translation>请用由改动组成的元组</translation>
    </message>
    <message>
        <source>use a whole number</source>
        <translation>请使用整数</translation>
    </message>
    <message>
        <source>use a whole number from {lowest} to {highest}</source>
        <translation>请用 {lowest} 到 {highest} 之间的整数</translation>
    </message>
    <message>
        <source>use about {fewer} tokens, or fewer heads</source>
        <translation>请用大约 {fewer} 个词元，或减少头数</translation>
    </message>
    <message>
        <source>use another seed: a condition number below {limit} leaves V some digits</source>
        <translation>请换一个种子：条件数小于 {limit}，V 才能保住若干位有效数字</translation>
    </message>
    <message>
        <source>use at most {d}, or a wider model</source>
        <translation>请不超过 {d}，或加宽模型</translation>
    </message>
    <message>
        <source>use at most {most}</source>
        <translation>请不要超过 {most}</translation>
    </message>
    <message>
        <source>use at most {most} numbers</source>
        <translation>最多使用 {most} 个数</translation>
    </message>
    <message>
        <source>use at most {most} numbers, all of them in the file</source>
        <translation>最多使用 {most} 个数，且全部在文件之中</translation>
    </message>
    <message>
        <source>use cells from 0 to {highest}</source>
        <translation>请使用 0 到 {highest} 之间的单元格</translation>
    </message>
    <message>
        <source>use d_model {width}, or reset the imported numbers</source>
        <translation>请使用 d_model {width}，或重置导入的数</translation>
    </message>
    <message>
        <source>use each of {names} at most once</source>
        <translation>{names} 各至多使用一次</translation>
    </message>
    <message>
        <source>use fewer numbers</source>
        <translation>请使用更少的数</translation>
    </message>
    <message>
        <source>use finite numbers: attention over others means nothing</source>
        <translation>请使用有限的数：否则注意力没有意义</translation>
    </message>
    <message>
        <source>use names and values in braces</source>
        <translation>请使用花括号中的名称与值</translation>
    </message>
    <message>
        <source>use one of {choices}</source>
        <translation>请从这些中选择：{choices}</translation>
    </message>
    <message>
        <source>use one of {names}, a file of the lab, or random vectors</source>
        <translation>请用 {names} 之一、实验室的文件，或随机向量</translation>
    </message>
    <message>
        <source>use one of {tasks}</source>
        <translation>请用 {tasks} 之一</translation>
    </message>
    <message>
        <source>use random vectors, or a file of the lab</source>
        <translation>请用随机向量，或实验室的文件</translation>
    </message>
    <message>
        <source>use rows and columns of numbers, with up to one axis of heads</source>
        <translation>请使用由数组成的行和列，至多再有一个头轴</translation>
    </message>
    <message>
        <source>use the sizes that it was imported for, or reset the imported numbers</source>
        <translation>请使用导入时的尺寸，或重置导入的数</translation>
    </message>
    <message>
        <source>use true or false</source>
        <translation>请使用 true 或 false</translation>
    </message>
    <message>
        <source>use whole numbers from {low} to {high}: 2, 4, 8</source>
        <translation>请用 {low} 到 {high} 的整数，如 2, 4, 8</translation>
    </message>
    <message>
        <source>use width {width} alone, and no K = V = X</source>
        <translation>请只用宽度 {width}，且不选 K = V = X</translation>
    </message>
    <message>
        <source>use {below} or {above}</source>
        <translation>请用 {below} 或 {above}</translation>
    </message>
    <message>
        <source>use {first} or {second}</source>
        <translation>请用 {first} 或 {second}</translation>
    </message>
    <message>
        <source>use {low} to {high}</source>
        <translation>请用 {low} 到 {high}</translation>
    </message>
    <message>
        <source>use {most} or fewer</source>
        <translation>请用 {most} 或更少</translation>
    </message>
    <message>
        <source>use {number}</source>
        <translation>请用 {number}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>value features</source>
        <translation>值特征</translation>
    </message>
    <message>
        <source>value tokens</source>
        <translation>值词元</translation>
    </message>
    <message>
        <source>values, whose first half is the keys&apos; too, and the keys&apos; other half once: {values} + {shared} numbers</source>
        <translation>存值（其前一半也是键的前一半），键的另一半只存一份：{values} + {shared} 个数</translation>
    </message>
    <message>
        <source>vector and state</source>
        <translation>向量与状态</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>weights identical, bit for bit</source>
        <translation>权重逐位相同</translation>
    </message>
    <message>
        <source>what layer {layer} hands on, computed from the text</source>
        <translation>第 {layer} 层传下来的，由文本算出</translation>
    </message>
    <message>
        <source>what learned matrices make of the token&apos;s vector and of the state before</source>
        <translation>学得的矩阵由词元向量和前一状态算出的结果</translation>
    </message>
    <message>
        <source>what the rest of the model makes of this row: residual paths, later layers, norms and the map to the answers</source>
        <translation>模型其余部分对这一行算出的结果：残差通路、后面的层、归一化以及到答案的映射</translation>
    </message>
    <message>
        <source>what the update gate z keeps of the state before</source>
        <translation>更新门 z 从前一状态中保留的部分</translation>
    </message>
    <message>
        <source>width at which a tied head is exact: dim(row M + col N)</source>
        <translation>绑定头恰好无误差的宽度：dim(row M + col N)</translation>
    </message>
    <message>
        <source>width of a head</source>
        <translation>头的宽度</translation>
    </message>
    <message>
        <source>width {width} does not divide into {heads} heads</source>
        <translation>宽度 {width} 不能平均分给 {heads} 个头</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>window: {distance} places away, and it reaches {window}</source>
        <translation>窗口：相距 {distance} 个位置，而窗口只到 {window}</translation>
    </message>
    <message>
        <source>without W_O the context is the answer, which is {wanted} wide</source>
        <translation>没有 W_O 时上下文向量就是答案，其宽度须为 {wanted}</translation>
    </message>
    <message>
        <source>worse at width {widths}: {measure} {mean} [{low}, {high}]</source>
        <translation>在宽度 {widths} 处更差：{measure} {mean} [{low}, {high}]</translation>
    </message>
    <message>
        <source>worse at widths {widths}, most at {width}: {measure} {mean} [{low}, {high}]</source>
        <translation>在宽度 {widths} 处更差，以 {width} 处为最：{measure} {mean} [{low}, {high}]</translation>
    </message>
    <message>
        <source>write a date in words or digits, such as 3 May 1998</source>
        <translation>请用文字或数字写一个日期，如 3 May 1998 或 1998年5月3日</translation>
    </message>
    <message>
        <source>write a date such as 1998-05-03, or its beginning</source>
        <translation>请写形如 1998-05-03 的日期，或它的开头</translation>
    </message>
    <message>
        <source>write a figure such as {example}</source>
        <translation>数值请这样写：{example}</translation>
    </message>
    <message>
        <source>write an odd number of votes and a mark: + - + ?</source>
        <translation>请写奇数张票和一个问号：+ - + ?</translation>
    </message>
    <message>
        <source>write at most as many characters, spaces included</source>
        <translation>请至多写这么多字符，包括空格</translation>
    </message>
    <message>
        <source>write letters from a to p in a row and ask for what came after some of them, h c a f ?c; the row may begin at another of the 16 places, 5: h c a f ?c</source>
        <translation>请写一行 a 到 p 的字母，并询问其中某些之后是什么，如 h c a f ?c；这一行可以从 16 个位置中的另一个开始，如 5: h c a f ?c</translation>
    </message>
    <message>
        <source>write ten letters from a to j: c a h b a j d e f c</source>
        <translation>请写十个 a 到 j 的字母：c a h b a j d e f c</translation>
    </message>
    <message>
        <source>z or U</source>
        <translation>z 或 U</translation>
    </message>
    <message>
        <source>{alike} features of {width} are the same; the others differ, by up to {difference:.4g}</source>
        <translation>{width} 个特征中有 {alike} 个相同；其余不同，最大相差 {difference:.4g}</translation>
    </message>
    <message>
        <source>{count} lines stand where {wanted} are needed</source>
        <translation>这里有 {count} 行，需要 {wanted} 行</translation>
    </message>
    <message>
        <source>{count} options are right, not one</source>
        <translation>有 {count} 个选项正确，而不是一个</translation>
    </message>
    <message>
        <source>{count} words do not fit from place {start} on</source>
        <translation>从第 {start} 个位置起放不下 {count} 个词</translation>
    </message>
    <message>
        <source>{field} cannot be {value}</source>
        <translation>{field} 不能是 {value}</translation>
    </message>
    <message>
        <source>{first} and {second} differ in shape</source>
        <translation>{first} 与 {second} 的形状不同</translation>
    </message>
    <message>
        <source>{first}; {second}</source>
        <translation>{first}；{second}</translation>
    </message>
    <message>
        <source>{heads} heads do not divide among {groups} key-value heads; use a divisor</source>
        <translation>{heads} 个头不能平均分给 {groups} 个键值头；请用它的约数</translation>
    </message>
    <message>
        <source>{heads} heads do not divide among {kv_heads} key-value heads</source>
        <translation>{heads} 个头不能平均分给 {kv_heads} 个键值头</translation>
    </message>
    <message>
        <source>{matrix} is counted to the {role} here; on the other side the scores are the same</source>
        <translation>这里把 {matrix} 算在{role}一边；算在另一边，得分相同</translation>
    </message>
    <message>
        <source>{matrix} makes this half of the key once, for all groups</source>
        <translation>键的这一半由 {matrix} 产生，只产生一份，供所有组共用</translation>
    </message>
    <message>
        <source>{measure} {value} on test samples</source>
        <translation>测试样本上{measure} {value}</translation>
    </message>
    <message>
        <source>{names}, which the model lacks, from seed {seed}</source>
        <translation>模型没有的 {names} 取自种子 {seed}</translation>
    </message>
    <message>
        <source>{names}, which the model lacks, from {lender}, trained apart</source>
        <translation>模型没有的 {names} 取自另行训练的“{lender}”</translation>
    </message>
    <message>
        <source>{name} does not have the numbers of its shape</source>
        <translation>{name} 的数与其形状不符</translation>
    </message>
    <message>
        <source>{name} holds NaN or an infinity</source>
        <translation>{name} 中有 NaN 或无穷大</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>缺少 {name}</translation>
    </message>
    <message>
        <source>{name} is no number of JSON</source>
        <translation>{name} 不是 JSON 的数</translation>
    </message>
    <message>
        <source>{name} is not known here</source>
        <translation>此处没有名为 {name} 的项</translation>
    </message>
    <message>
        <source>{name} lies outside the folder</source>
        <translation>{name} 在该文件夹之外</translation>
    </message>
    <message>
        <source>{name} stands there twice</source>
        <translation>{name} 出现了两次</translation>
    </message>
    <message>
        <source>{name} takes {least} to {most} arguments, not {count}</source>
        <translation>{name} 需要 {least} 到 {most} 个参数，而不是 {count} 个</translation>
    </message>
    <message>
        <source>{one}; {another}</source>
        <translation>{one}；{another}</translation>
    </message>
    <message>
        <source>{part} is named twice</source>
        <translation>{part} 写了两次</translation>
    </message>
    <message>
        <source>{part} is no width</source>
        <translation>{part} 不是宽度</translation>
    </message>
    <message>
        <source>{path} is no folder</source>
        <translation>{path} 不是文件夹</translation>
    </message>
    <message>
        <source>{piece} cannot stand here</source>
        <translation>{piece} 不能放在这里</translation>
    </message>
    <message>
        <source>{runs} runs are too many</source>
        <translation>{runs} 次训练太多了</translation>
    </message>
    <message>
        <source>{task}, d = {width}</source>
        <translation>{task}，d = {width}</translation>
    </message>
    <message>
        <source>{task}, r = {width}</source>
        <translation>{task}，r = {width}</translation>
    </message>
    <message>
        <source>{task}, {heads} × {width}</source>
        <translation>{task}，{heads} × {width}</translation>
    </message>
    <message>
        <source>{text} has no value: {why}</source>
        <translation>{text} 没有值：{why}</translation>
    </message>
    <message>
        <source>{text} has the format {spec}; use one such as .2f</source>
        <translation>{text} 的格式是 {spec}；请用 .2f 这样的格式</translation>
    </message>
    <message>
        <source>{text} is a word, no number</source>
        <translation>{text} 是文字，不是数</translation>
    </message>
    <message>
        <source>{text} is longer than {most} characters</source>
        <translation>{text} 超过 {most} 个字符</translation>
    </message>
    <message>
        <source>{text} is nested too deeply</source>
        <translation>{text} 嵌套过深</translation>
    </message>
    <message>
        <source>{text} is no expression</source>
        <translation>{text} 不是表达式</translation>
    </message>
    <message>
        <source>{text} uses {part}, which figures cannot</source>
        <translation>{text} 用到了 {part}，数值表达式不支持</translation>
    </message>
    <message>
        <source>{there} of {all} tokens have an imported vector; the others are drawn.</source>
        <translation>{all} 个词元中有 {there} 个使用导入的向量，其余为随机抽取。</translation>
    </message>
    <message>
        <source>{title} ({variant})</source>
        <translation>{title}（{variant}）</translation>
    </message>
    <message>
        <source>{title}, seed {seed}, {steps} steps</source>
        <translation>{title}，种子 {seed}，{steps} 步</translation>
    </message>
    <message>
        <source>{title}, {variant}: {steps} steps, seed {seed}, {reached}</source>
        <translation>{title}，{variant}：{steps} 步，种子 {seed}，{reached}</translation>
    </message>
    <message>
        <source>{tokens} tokens at width {width} in {heads} heads need {needed} of memory; a run may take {limit}</source>
        <translation>{tokens} 个词元、宽度 {width}、{heads} 个头需要 {needed} 内存，而一次计算最多可用 {limit}</translation>
    </message>
    <message>
        <source>{value} makes values and one half of the keys, {other} the other half</source>
        <translation>{value} 产生值和键的一半，{other} 产生键的另一半</translation>
    </message>
    <message>
        <source>{value} runs of every kind cannot be made</source>
        <translation>每种无法训练 {value} 次</translation>
    </message>
    <message>
        <source>{value}: both uses pull the same way.</source>
        <translation>{value}：两种用途拉向同一方向。</translation>
    </message>
    <message>
        <source>{value}: matching and carrying hardly touch each other.</source>
        <translation>{value}：匹配与传递几乎互不影响。</translation>
    </message>
    <message>
        <source>{value}: matching and carrying pull against each other.</source>
        <translation>{value}：匹配与传递互相抵触。</translation>
    </message>
    <message>
        <source>{value}: matching and carrying pull the same way.</source>
        <translation>{value}：匹配与传递拉向同一方向。</translation>
    </message>
    <message>
        <source>{value}: the two uses hardly touch each other.</source>
        <translation>{value}：两种用途几乎互不影响。</translation>
    </message>
    <message>
        <source>{value}: the two uses pull against each other.</source>
        <translation>{value}：两种用途互相抵触。</translation>
    </message>
    <message>
        <source>{variant} takes {told}.</source>
        <translation>{variant}：{told}。</translation>
    </message>
    <message>
        <source>{variant}, width {width}: better than {reference}; {measure} differs by {mean} (95 % interval {low} to {high}, {n} pairs, {steps} steps).</source>
        <translation>{variant}，宽度 {width}：优于{reference}；{measure}相差 {mean}（95% 区间 {low} 至 {high}，{n} 对，{steps} 步）。</translation>
    </message>
    <message>
        <source>{variant}, width {width}: no difference seen from {reference}; {measure} differs by {mean} (95 % interval {low} to {high}, {n} pairs, {steps} steps).</source>
        <translation>{variant}，宽度 {width}：未见与{reference}有差别；{measure}相差 {mean}（95% 区间 {low} 至 {high}，{n} 对，{steps} 步）。</translation>
    </message>
    <message>
        <source>{variant}, width {width}: worse than {reference}; {measure} differs by {mean} (95 % interval {low} to {high}, {n} pairs, {steps} steps).</source>
        <translation>{variant}，宽度 {width}：不及{reference}；{measure}相差 {mean}（95% 区间 {low} 至 {high}，{n} 对，{steps} 步）。</translation>
    </message>
    <message>
        <source>{variant}, width {width}: {n} pairs of runs are too few to say anything.</source>
        <translation>{variant}，宽度 {width}：只有 {n} 对训练，不足以下结论。</translation>
    </message>
    <message>
        <source>{variant}: {parts} ({pairs} pairs, {steps} steps).</source>
        <translation>{variant}：{parts}（{pairs} 对，{steps} 步）。</translation>
    </message>
    <message>
        <source>{why}</source>
        <translation>{why}</translation>
    </message>
    <message>
        <source>{width} is odd, and each direction of the encoder has half</source>
        <translation>{width} 是奇数，而编码器的每个方向各占一半</translation>
    </message>
    <message>
        <source>{wrong}; {right}</source>
        <translation>{wrong}；{right}</translation>
    </message>
    <message>
        <source>∂L/∂{grid} of all heads, cosine of its parts as {first} and as {second}: {words}</source>
        <translation>所有头的 ∂L/∂{grid}，作为 {first} 与作为 {second} 两部分的余弦：{words}</translation>
    </message>
    <message>
        <source>∂L/∂{grid}, cosine of its parts as {first} and as {second}: {words}</source>
        <translation>∂L/∂{grid}，作为 {first} 与作为 {second} 两部分的余弦：{words}</translation>
    </message>
</context>
<context>
    <name>cost</name>
    <message>
        <source>Decode operations</source>
        <translation>解码运算</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Prefill operations</source>
        <translation>预填充运算</translation>
    </message>
    <message>
        <source>This scenario</source>
        <translation>当前设置</translation>
    </message>
    <message>
        <source>linear axis</source>
        <translation>线性坐标</translation>
    </message>
    <message>
        <source>logarithmic axis</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>{line} Sizes: {source}.</source>
        <translation>{line}尺寸来源：{source}。</translation>
    </message>
    <message>
        <source>{name}: d = {d}, heads: {heads} of width {r}, key-value heads: {groups}, layers: {layers}; {context} tokens, {number_type}.</source>
        <translation>{name}：d = {d}，{heads} 个头（每头宽 {r}），{groups} 个键值头，{layers} 层；{context} 个词元，{number_type}。</translation>
    </message>
</context>
<context>
    <name>edit_cell</name>
    <message>
        <source>New number for this cell</source>
        <translation>这个单元格的新数值</translation>
    </message>
    <message>
        <source>Put this number into the cell (Enter)</source>
        <translation>把这个数填入单元格（回车）</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>填入</translation>
    </message>
    <message>
        <source>Type a number; Escape leaves it as it was</source>
        <translation>输入一个数；按 Esc 保持原样</translation>
    </message>
    <message>
        <source>“{text}” is not a number; try 0.25, −3 or 1e−3</source>
        <translation>“{text}”不是数；请输入如 0.25、−3 或 1e−3</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>That did not work, and it should have.</source>
        <translation>操作没有成功，而它本应成功。</translation>
    </message>
    <message>
        <source>The window shows what it showed before; nothing of yours is lost. What happened is written down in {path}</source>
        <translation>窗口仍显示之前的内容，你的东西没有丢失。出错经过已记录在 {path}</translation>
    </message>
</context>
<context>
    <name>explanation_card</name>
    <message>
        <source>What happens here</source>
        <translation>这一步在做什么</translation>
    </message>
</context>
<context>
    <name>explanations</name>
    <message>
        <source>A gradient tells how the loss L answers when one number moves a little and all that follows moves along; learning steps against it. Choose the loss above: the chain rule goes back through all six steps, and the lens shows every sum.</source>
        <translation>梯度说明：一个数稍稍变动、其后的一切随之变动时，损失 L 如何变化；学习就是逆着梯度走一步。在上方选择损失：链式法则沿六个步骤往回走，放大镜显示每一个和的来历。</translation>
    </message>
    <message>
        <source>A group of heads keeps one state, as wide as a head (Zadouri, Strauss, Dao 2025). The whole state is the value, and its first half is also the first half of the key. The second half of the key, X W_KR, is made once for all groups.</source>
        <translation>每组头只保存一个与头同宽的状态向量（Zadouri, Strauss, Dao 2025）。整个状态向量就是值，它的前一半同时也是键的前一半；键的后一半 X W_KR 只产生一份，供所有组共用。</translation>
    </message>
    <message>
        <source>A key-value head serves {group} query heads: what comes back from all of them adds up in it.</source>
        <translation>一个键值头供 {group} 个查询头使用：从它们传回的梯度都在这里相加。</translation>
    </message>
    <message>
        <source>A learned network (GRU) reads the source in both directions and leaves a state h_j for each character, the rows of H: half of its features come from the left, half from the right. Another writes the target: row i of S_dec is its state when about to write character i. An update gate decides how much of the state before is kept.</source>
        <translation>学得的网络（GRU）从两个方向阅读源文本，为每个字符留下状态 h_j，即 H 的各行：一半特征来自左边，一半来自右边。另一个网络写出目标文本：S_dec 的第 i 行是它即将写第 i 个字符时的状态。更新门决定保留多少前一状态。</translation>
    </message>
    <message>
        <source>A row is a token, a column a feature. A word that occurs twice has the same row in E; with sinusoidal positions, its rows in X differ. Hover a cell of X to see where it comes from.</source>
        <translation>一行是一个词元，一列是一个特征。同一个词出现两次，在 E 中的两行完全相同；加上正弦位置编码后，在 X 中的两行就不同了。把鼠标移到 X 的单元格上，可以看到这个数的来历。</translation>
    </message>
    <message>
        <source>A small network scores each pair: query and key are added, tanh bends every unit to between −1 and 1, and the vector v weighs the units, S_ij = vᵀ tanh(q_i + k_j). This is no dot product of q and k.</source>
        <translation>一个小网络给每一对打分：先把查询与键相加，再用 tanh 把每个单元压到 −1 与 1 之间，最后用向量 v 对各单元加权求和，即 S_ij = vᵀ tanh(q_i + k_j)。这不是 q 与 k 的点积。</translation>
    </message>
    <message>
        <source>A stands left of C, V (here H) above it: a cell of C lights up its row of weights and its column of V. “Contributions” splits the context of the pinned target token by source tokens. “Hull” shows that no context leaves the convex hull of H.</source>
        <translation>A 在 C 的左边，V（这里就是 H）在上方：把鼠标移到 C 的单元格上，它的那一行权重和那一列 V 会亮起。“各键的贡献”把固定的译文词元的上下文向量按源文词元拆开；“凸包”显示上下文向量不会越出 H 的凸包。</translation>
    </message>
    <message>
        <source>A stands left of C, V above it. “Contributions” splits the context of the pinned query into what each key adds, A_ij v_j; “Hull” shows that no context leaves the convex hull of V.</source>
        <translation>A 在 C 的左边，V 在上方。“各键的贡献”把固定查询的上下文向量拆成每个键的贡献 A_ij v_j；“凸包”显示上下文向量不会越出 V 的凸包。</translation>
    </message>
    <message>
        <source>A stands left of C, V above it: a cell of C lights up its row of weights and its column of V. “Contributions” splits the context of the pinned query into what each key adds, A_ij v_j. “Hull” shows that no context leaves the convex hull of V.</source>
        <translation>A 在 C 的左边，V 在上方：把鼠标移到 C 的单元格上，它的那一行权重和那一列 V 会亮起。“各键的贡献”把固定查询的上下文向量拆成每个键的贡献 A_ij v_j；“凸包”显示上下文向量不会越出 V 的凸包。</translation>
    </message>
    <message>
        <source>A stands left of C, V above it: a cell of C lights up its row of weights and its column of V. “Contributions” splits the context of the pinned target token by source tokens, A_ij v_j. “Hull” shows that no context leaves the convex hull of V.</source>
        <translation>A 在 C 的左边，V 在上方：把鼠标移到 C 的单元格上，它的那一行权重和那一列 V 会亮起。“各键的贡献”把固定的译文词元的上下文向量按源文词元拆成 A_ij v_j；“凸包”显示上下文向量不会越出 V 的凸包。</translation>
    </message>
    <message>
        <source>Above, the scores become scaled scores; below, the mask decides which remain: a masked pair gets −∞ and is left blank. “One scale” paints all stages alike, so that you see them shrink; “Own scales” shows the pattern of each. A row masked in full gets zero weights, not an error.</source>
        <translation>上面一排，得分变成缩放后的得分；下面一排，掩码决定哪些保留：被屏蔽的配对变成 −∞，在图中留白。“统一色标”让各阶段共用一套颜色，可以看出数值在缩小；“各自色标”显示各自的图案。整行都被屏蔽时，权重全为零，不会出错。</translation>
    </message>
    <message>
        <source>All vectors and matrices are random (seeded), not trained: nothing is translated. Try changing one source word: the encoder states from there on change, those before stay.</source>
        <translation>所有向量和矩阵都由种子随机生成，没有经过训练，这里并没有真的在翻译。试一试：改动源文中的一个词，从这里起的编码器状态都会变，之前的保持不变。</translation>
    </message>
    <message>
        <source>At 300M parameters Kayyam et al. (2026) report a perplexity of 5.27, against 5.11 untied: a trade-off, not a rule. Try switching between K = V and untied: compare the context, then the strip.</source>
        <translation>Kayyam et al.（2026）在 3 亿参数的模型上测得困惑度 5.27，不绑定时为 5.11：这是一种取舍，而不是一条禁令。试一试：在 K = V 与不绑定之间切换，先比较上下文向量，再看底部状态条。</translation>
    </message>
    <message>
        <source>At 300M parameters Kayyam et al. (2026) report a perplexity of 5.36, against 5.11 untied and 5.27 for K = V. And Q = K saves no key-value cache, since K and V still differ.</source>
        <translation>Kayyam et al.（2026）在 3 亿参数的模型上测得困惑度 5.36，不绑定时为 5.11，K = V 时为 5.27。而且 Q = K 并不节省键值缓存，因为 K 与 V 仍然不同。</translation>
    </message>
    <message>
        <source>Between Kᵀ and S stands the tanh layer of one query. Hover a row of S to choose the query: the lens shows v times tanh, unit by unit. A cell of the layer shows the sum inside the tanh.</source>
        <translation>Kᵀ 与 S 之间是某一个查询的 tanh 层。把鼠标移到 S 的某一行即可选定查询，放大镜逐个单元列出 v 与 tanh 的乘积；移到 tanh 层的单元格上，可以看到 tanh 里面的和。</translation>
    </message>
    <message>
        <source>Both readings are in use: OpenNMT-py transforms the query, TensorFlow&apos;s LuongAttention the memory; “Readings” shows them together. Try giving W_a to the other side: K, K − V and the strip change; the scores, and all that follows, stay the same apart from rounding.</source>
        <translation>两种读法都有人用：OpenNMT-py 变换查询，TensorFlow 的 LuongAttention 变换记忆；“两种读法”视图把它们放在一起。试一试：把 W_a 换到另一边，K、K − V 和底部状态条都会变；得分及其后的一切，除舍入误差外完全一样。</translation>
    </message>
    <message>
        <source>Dividing by √d keeps the spread of the scores from growing with the width d of a head (Vaswani et al. 2017). The temperature T divides once more; a softcap c bends them smoothly to between −c and c. Then the mask strikes out pairs that are not allowed.</source>
        <translation>除以 √d，使得分的离散程度不随头的宽度 d 增大（Vaswani et al. 2017）；温度 T 再除一次；软截断 c 则把得分平滑地压到 −c 与 c 之间。最后，掩码屏蔽不允许的配对。</translation>
    </message>
    <message>
        <source>Each context row is a weighted mean of the encoder states: c_i is the sum of A_ij h_j over all source tokens j. The papers go on to combine c_i with the decoder&apos;s state; that lies beyond attention and is left out. W_O is off by default, as in the papers.</source>
        <translation>上下文向量的每一行都是编码器状态的加权平均：c_i 等于 A_ij h_j 对所有源文词元 j 求和。论文接着把 c_i 与解码器的状态结合起来，那已不属于注意力，这里从略。与论文一致，W_O 默认关闭。</translation>
    </message>
    <message>
        <source>Each context row is a weighted mean of the values: c_i is the sum of A_ij v_j over all j. The heads&apos; contexts are joined side by side, and W_O, where it is on, mixes them into the output, as wide as the model.</source>
        <translation>上下文向量的每一行都是值的加权平均：c_i 等于 A_ij v_j 对所有 j 求和。各头的上下文向量左右拼接，再由 W_O（如已启用）混合成与模型同宽的输出。</translation>
    </message>
    <message>
        <source>Every decoder state is compared with every encoder state as it is: S_ij is the dot product s_i · h_j. Nothing is learnt in between, so both networks need states of one width, and training has to make them comparable.</source>
        <translation>每个解码器状态直接与每个编码器状态比较：S_ij 就是点积 s_i · h_j。中间没有任何可学习的参数，所以两个网络的状态必须同宽，并且要靠训练使两者可比。</translation>
    </message>
    <message>
        <source>Every head has its own queries, but all heads share one set of keys and one set of values (Shazeer 2019). W_Q has as many parts as there are heads; W_K and W_V exist once.</source>
        <translation>每个头有自己的查询，但所有的头共用一套键和一套值（Shazeer 2019）。W_Q 的份数等于头数，W_K 和 W_V 各只有一份。</translation>
    </message>
    <message>
        <source>Every head has its own queries, but heads form groups, and a group shares one set of keys and values (Ainslie et al. 2023): W_Q has a part for each head, W_K and W_V a part for each group.</source>
        <translation>每个头有自己的查询，但头被分成组，同组的头共用一套键和值（Ainslie et al. 2023）：W_Q 每个头一份，W_K 和 W_V 每组一份。</translation>
    </message>
    <message>
        <source>Every head has its own queries, but heads form groups, and one matrix W_K a group makes its keys and its values at once: grouped heads (Ainslie et al. 2023) with the tie K = V (Kayyam, Madan Gopal, Lewis 2026). For the same text, sizes and seed, Q and K are bit for bit those of GQA.</source>
        <translation>每个头有自己的查询，但头被分成组，每组只有一个矩阵 W_K，同时产生这一组的键和值：分组的头（Ainslie et al. 2023）再加上 K = V 绑定（Kayyam, Madan Gopal, Lewis 2026）。文本、尺寸和种子相同时，Q 和 K 与 GQA 逐位相同。</translation>
    </message>
    <message>
        <source>Every head has its own queries, but one W_K makes the keys and the values of all heads at once: one shared head (Shazeer 2019) with the tie K = V (Kayyam, Madan Gopal, Lewis 2026). For the same text, sizes and seed, Q and K are bit for bit those of MQA.</source>
        <translation>每个头有自己的查询，但所有头的键和值都由同一个 W_K 产生：共用一个键值头（Shazeer 2019），再加上 K = V 绑定（Kayyam, Madan Gopal, Lewis 2026）。文本、尺寸和种子相同时，Q 和 K 与 MQA 逐位相同。</translation>
    </message>
    <message>
        <source>Every query head asks by itself, but all heads compare with the same keys: S_ij is the dot product of query i of this head and the one key j. The query “{query}” asks, the key “{key}” answers.</source>
        <translation>每个查询头各自提问，但所有的头面对的是同一套键：S_ij 是本头的查询 i 与共用的键 j 的点积。查询“{query}”提问，键“{key}”应答。</translation>
    </message>
    <message>
        <source>Every query head asks by itself, but the heads of a group compare with the same keys: S_ij is the dot product of query i of this head and key j of its group. The query “{query}” asks, the key “{key}” answers.</source>
        <translation>每个查询头各自提问，但同组的头面对的是同一套键：S_ij 是本头的查询 i 与本组的键 j 的点积。查询“{query}”提问，键“{key}”应答。</translation>
    </message>
    <message>
        <source>Every query head compares with the key of its group, and that has two halves: S_ij adds up products with the group&apos;s own state, which is also its value, and products with the half that all groups share. The query “{query}” asks, the key “{key}” answers.</source>
        <translation>每个查询头都与本组的键比较，而键由两半组成：S_ij 把与本组状态向量（它也是值）的乘积和与各组共用的那一半的乘积加在一起。查询“{query}”提问，键“{key}”应答。</translation>
    </message>
    <message>
        <source>Every query is compared with every key: S_ij is the dot product of query i and key j, as many products as the head is wide. A large score is a good match: the query “{query}” asks, the key “{key}” answers.</source>
        <translation>每个查询都与每个键比较：得分 S_ij 是查询 i 与键 j 的点积，头有多宽，就有多少个乘积相加。得分越大，匹配越好：查询“{query}”提问，键“{key}”应答。</translation>
    </message>
    <message>
        <source>Every query is compared with the inputs themselves: S = Q Xᵀ, with one query matrix for each head and the same X for all. The dot product runs over the full width of the model.</source>
        <translation>每个查询直接与输入本身比较：S = Q Xᵀ。每个头有自己的查询矩阵，X 则由所有的头共用。点积跨越模型的整个宽度。</translation>
    </message>
    <message>
        <source>Every token becomes a vector, its row of the embedding E. Sinusoidal positions add a row P of sines and cosines that depends only on the place in the text (Vaswani et al. 2017); rotary ones add nothing here. X is all that the later steps know of the text.</source>
        <translation>每个词元先变成一个向量，即词嵌入 E 中的一行。正弦位置编码再加上一行只取决于位置的正弦、余弦值 P（Vaswani et al. 2017）；旋转位置编码在这里不加任何东西。得到的 X 就是后面各步骤对这段文本的全部了解。</translation>
    </message>
    <message>
        <source>From a score the gradient goes through the tanh layer, unit by unit: times v, times the slope 1 − tanh², to query and key alike. A saturated unit, near −1 or 1, hands on almost nothing.</source>
        <translation>梯度从得分出发，逐个单元穿过 tanh 层：乘以 v，再乘以斜率 1 − tanh²，同样地传给查询和键。饱和的单元（接近 −1 或 1）几乎不再往下传。</translation>
    </message>
    <message>
        <source>Here a head is as wide as the model, so d is the full width. In modern Hopfield terms (Ramsauer et al. 2020) the factor on the scores is β in softmax(β q Xᵀ) X: 1/√d divided by the temperature. A softcap c bends the scores to between −c and c.</source>
        <translation>在这里每个头与模型同宽，所以 d 就是整个宽度。用现代 Hopfield 网络的话说（Ramsauer et al. 2020），得分前的系数就是 softmax(β q Xᵀ) X 中的 β，即 1/√d 再除以温度。软截断 c 则把得分压到 −c 与 c 之间。</translation>
    </message>
    <message>
        <source>Here the second tie shows: C = A K, a mean of the very vectors that asked and were matched, and each context lies in their convex hull. The heads are joined and W_O, where it is on, mixes them. Without W_O a head cannot leave the hull of its own keys.</source>
        <translation>第二重绑定在这里显现出来：C = A K，被平均的正是既提问又被匹配的那些向量，每个上下文向量都落在它们的凸包里。随后各头拼接，由 W_O（如已启用）混合；没有 W_O，一个头的输出就出不了它自己的键的凸包。</translation>
    </message>
    <message>
        <source>Here the tie shows. The weights are bit for bit those of the same shared heads without it, but what they average are the keys: heads that share keys average the same ones, each with its own weights. Each context lies in the convex hull of the very keys that were matched.</source>
        <translation>绑定在这里显现出来。权重与不绑定、但同样共用键值头的注意力逐位相同，但被平均的是键：共用键的头平均的是同一套键，只是各用各的权重。每个上下文向量都落在刚才参与匹配的那些键的凸包里。</translation>
    </message>
    <message>
        <source>Here the tie shows. The weights are bit for bit those of untied self-attention, but what they average is K: C = A K, so each context lies in the convex hull of the very keys that were matched. W_O, where it is on, mixes the joined heads.</source>
        <translation>绑定在这里显现出来。权重与不绑定的自注意力逐位相同，但被平均的是 K：C = A K，所以每个上下文向量都落在刚才参与匹配的那些键的凸包里。各头拼接后，由 W_O（如已启用）混合。</translation>
    </message>
    <message>
        <source>Hover S_ij, then its mirror image S_ji: the same products. The token with the longest key matches itself at least as well as any other, so without a mask no choice of W_K lets every token look away from itself. That comes from Q = K, not from K = V.</source>
        <translation>把鼠标先移到 S_ij，再移到与它对称的 S_ji：乘积是一样的。键最长的词元与自己的匹配总不低于与别的词元的匹配，所以不加掩码时，无论 W_K 取什么值，都不可能让每个词元都只看别的词元。这是 Q = K 的后果，与 K = V 无关。</translation>
    </message>
    <message>
        <source>Hover a cell in the first half of K: it points straight to V. One in the second half points to X and W_KR, and is the same in every group. “K and V” shows zeros in the first half of K − V, and there only.</source>
        <translation>把鼠标移到 K 前一半的单元格上：它直接指向 V；后一半的单元格则指向 X 和 W_KR，并且在每一组中都相同。“K 与 V”视图里，K − V 的前一半全为零，而且只有那里为零。</translation>
    </message>
    <message>
        <source>Hover a cell of H or S_dec: the lens adds up what comes from the input and from the state before; the views “Encoder” and “Decoder” show the matrices. The Transformer has stacks of attention layers instead. Here all five variants use the same H and S_dec, so that only the attention differs.</source>
        <translation>把鼠标移到 H 或 S_dec 的单元格上：放大镜把来自输入的各项和来自前一状态的各项相加；“编码器”和“解码器”两个视图显示其中的矩阵。真正的 Transformer 用的是多层注意力；本程序让五个变体共用同一组 H 和 S_dec，这样差别就只在注意力本身。</translation>
    </message>
    <message>
        <source>Hover a cell of H or S_dec: the lens adds up what comes from the input and from the state before; the views “Encoder” and “Decoder” show the matrices. The last encoder state starts the decoder. The papers use larger recurrent cells, and may feed the context back into the decoder; both are left out here.</source>
        <translation>把鼠标移到 H 或 S_dec 的单元格上：放大镜把来自输入的各项和来自前一状态的各项相加；“编码器”和“解码器”两个视图显示其中的矩阵。解码器从编码器的最后一个状态出发。论文里用的循环单元更大，也可能把上下文向量送回解码器，这里都省去了。</translation>
    </message>
    <message>
        <source>Hover a cell of K: a row of H and a column of its matrix light up; a cell of V points straight back to H. The features of K are units of the alignment layer, those of V features of the state: “K and V” merely subtracts number from number.</source>
        <translation>把鼠标移到 K 的单元格上：H 的一行和矩阵的一列会亮起；V 的单元格则直接指回 H。K 的特征是对齐层的单元，V 的特征是状态的特征，所以“K 与 V”视图只是逐个数字相减。</translation>
    </message>
    <message>
        <source>Hover a cell of Q to see the row of X and the column of W_Q behind it; a cell of K or V points straight back to X. Try overwriting a cell of X in the first step: key and value change together, and so does the query.</source>
        <translation>把鼠标移到 Q 的单元格上，可以看到它背后的那一行 X 和那一列 W_Q；K 或 V 的单元格则直接指回 X。试一试：在第一步改写 X 的一个单元格，键和值一起变，查询也随之改变。</translation>
    </message>
    <message>
        <source>Hover a cell of Q, K or V to see the row of X and the column of the matrix that made it. In “Plane” every query lies on its key, and the values stand apart.</source>
        <translation>把鼠标移到 Q、K 或 V 的单元格上，可以看到产生它的那一行 X 和那一列矩阵。“平面图”里，每个查询都与它的键重合，值则另在别处。</translation>
    </message>
    <message>
        <source>Hover a cell of Q, K or V: the row and the column that made it light up, and the lens multiplies them term by term. “K and V” takes the difference K − V; “Plane” draws the rows of all three on common principal axes.</source>
        <translation>把鼠标移到 Q、K 或 V 的单元格上：产生它的那一行和那一列会亮起，放大镜逐项相乘。“K 与 V”视图给出差 K − V；“平面图”把三者的所有行画在同一组主轴上。</translation>
    </message>
    <message>
        <source>Hover a cell of Q, K or V: the row of S_dec or H and the column that made it light up, and the lens multiplies them term by term. “K and V” takes the difference K − V; “Plane” draws all rows on common principal axes.</source>
        <translation>把鼠标移到 Q、K 或 V 的单元格上：产生它的那一行 S_dec 或 H 和那一列矩阵会亮起，放大镜逐项相乘。“K 与 V”视图给出差 K − V；“平面图”把所有行画在同一组主轴上。</translation>
    </message>
    <message>
        <source>Hover a cell to see the row of X and the column of the matrix that made it. “K and V” shows a difference of zero in every cell, and in “Plane” query, key and value of a token are one point. The same vector asks, is found, and is handed over.</source>
        <translation>把鼠标移到单元格上，可以看到产生它的那一行 X 和那一列矩阵。“K 与 V”视图里，每个单元格的差都是零；“平面图”里，一个词元的查询、键和值是同一个点。同一个向量既提问，又被找到，还是被交出的内容。</translation>
    </message>
    <message>
        <source>In “Plane” keys and values coincide. The habit lives on in libraries: the attention layer of Keras takes the values as keys unless told otherwise. Try Luong general next: one matrix, and two honest answers.</source>
        <translation>“平面图”里键和值重合。这一习惯在软件库里延续至今：Keras 的 Attention 层在没有另外指定时就把值当作键。接下来看 Luong 一般式：只多一个矩阵，却有两个都站得住的答案。</translation>
    </message>
    <message>
        <source>Its matrices are put together as the variant shown does; it was not trained so.</source>
        <translation>它的矩阵按当前变体的方式组合；它并不是这样训练的。</translation>
    </message>
    <message>
        <source>K and V with rotary positions: keys are turned, values are not. Same source and same map, but no longer the same numbers: what is said of the numbers above holds for K before its turn. One store still serves both, if a key is turned when it is read.</source>
        <translation>使用旋转位置编码时的 K 与 V：键旋转，值不旋转。仍然同源、同映射，但数值不再相同：上文关于数值的说法，指的是旋转前的 K。只要在读取时才旋转键，一份存储仍可两用。</translation>
    </message>
    <message>
        <source>K and V with rotary positions: the turned key is the value too, so the numbers are the same again. But every term of the context is now turned by its own position, and no W_O that follows can undo that.</source>
        <translation>使用旋转位置编码时的 K 与 V：旋转后的键也是值，所以数值又相同了。但上下文向量的每一项现在都按各自的位置旋转过，后面的任何 W_O 都无法还原。</translation>
    </message>
    <message>
        <source>K and V: V acts here as a whole for the first time; its first half was matched before: there, same source, same map, same numbers. Zadouri et al. (2025) report a perplexity of 10.129 at 1.47B parameters with 1152 bytes of cache a token and layer, against 10.202 and 2048 for grouped heads (GQA).</source>
        <translation>K 与 V：V 在这里第一次整个起作用；它的前一半在前面已参与匹配，在那一半上同源、同映射、同数值。Zadouri et al.（2025）在 14.7 亿参数的模型上测得困惑度 10.129，每层每词元缓存 1152 字节；分组查询（GQA）则为 10.202 和 2048 字节。</translation>
    </message>
    <message>
        <source>K and V: V acts here for the first time, untied: same source (X), other map, other numbers. The values are bit for bit those of untied self-attention, but other weights average them: Q = K limits where a token looks, not what it fetches.</source>
        <translation>K 与 V：V 在这里第一次起作用，而且没有绑定：同源（X），映射不同，数值不同。值与不绑定的自注意力逐位相同，只是平均它们的权重变了：Q = K 限制的是看哪里，而不是取回什么。</translation>
    </message>
    <message>
        <source>K and V: V acts here for the first time. Same source (H), other map, other numbers: what a source token is found by and what it hands over can be chosen apart. Try Luong dot, where one vector serves as both.</source>
        <translation>K 与 V：V 在这里第一次起作用。两者同源（H），映射不同，数值不同：源文词元凭什么被找到与交出什么，可以分别选择。试一试：切换到 Luong 点积式，那里一个向量身兼两职。</translation>
    </message>
    <message>
        <source>K and V: V acts here for the first time. Same source (X), other map, other numbers: what a token is found by and what it hands over can be chosen apart. Try K = V tied: the weights stay, context and output change.</source>
        <translation>K 与 V：V 在这里第一次起作用。两者同源（X），映射不同，数值不同：凭什么被找到与交出什么，可以分别选择。试一试：切换到 K = V 绑定，权重不变，上下文向量和输出改变。</translation>
    </message>
    <message>
        <source>K and V: V acts here for the first time. Same source (one latent), other map, other numbers. W_UV can be multiplied into W_O, so that latents are averaged and values never made. Cached are {d_latent} numbers a token for all heads together (DeepSeek-V2 2024).</source>
        <translation>K 与 V：V 在这里第一次起作用。两者同源（同一个潜向量），映射不同，数值不同。W_UV 可以并入 W_O，这样只需平均潜向量，根本不必算出值。所有头合计，每个词元只缓存 {d_latent} 个数（DeepSeek-V2 2024）。</translation>
    </message>
    <message>
        <source>K and V: V acts here for the first time; all heads average the same values with their own weights. Same source, other map, other numbers. For a model that generates text, one key and one value a token are cached (Shazeer 2019); tying K to V as well would halve what is left.</source>
        <translation>K 与 V：V 在这里第一次起作用；所有的头用各自的权重平均同一套值。K 与 V 同源，映射不同，数值不同。模型生成文本时，每个词元只需缓存一个键和一个值（Shazeer 2019）；若再把 K 与 V 绑定，剩下的缓存还能减半。</translation>
    </message>
    <message>
        <source>K and V: V acts here for the first time; the heads of a group average the same values with their own weights. Same source, other map, other numbers. For a model that generates text, only the keys and values of the groups are cached (Ainslie et al. 2023); tying K to V as well would halve what is left.</source>
        <translation>K 与 V：V 在这里第一次起作用；同组的头用各自的权重平均同一套值。K 与 V 同源，映射不同，数值不同。模型生成文本时只需缓存各组的键和值（Ainslie et al. 2023）；若再把 K 与 V 绑定，剩下的缓存还能减半。</translation>
    </message>
    <message>
        <source>K and V: V has no part here yet. But the h_j that is compared in this picture is the very vector that will be averaged in the output: same source, same map (the identity), same numbers.</source>
        <translation>K 与 V：这一步还用不到 V。但图中用来比较的 h_j，正是输出一步里被加权平均的那个向量：同源、同映射（恒等映射）、同数值。</translation>
    </message>
    <message>
        <source>K and V: V has no part here, and it is H in both readings. Switch the reading: Q and Kᵀ in the picture change, S does not. So the scores cannot tell whether K and V have the same map and the same numbers.</source>
        <translation>K 与 V：这一步与 V 无关，而且两种读法中 V 都是 H。切换读法，图中的 Q 和 Kᵀ 会变，S 不变。可见单看得分，无法判断 K 与 V 是否同映射、同数值。</translation>
    </message>
    <message>
        <source>K and V: V has no part in the scores as a value, but its first half is a half of the key, with the same numbers. Whoever changes the state there changes both what is matched and what is fetched; the second half of V is free of the scores.</source>
        <translation>K 与 V：V 并不以值的身份参与得分，但它的前一半就是键的一半，数值相同。改动那里的状态向量，既改变了供匹配的内容，也改变了被取回的内容；V 的后一半则与得分无关。</translation>
    </message>
    <message>
        <source>K and V: V has no part in the scores. Heads that share K need not share V; the usual variants share both, through two maps. Try switching between heads: Kᵀ stays within a group, Q and S change.</source>
        <translation>K 与 V：得分与 V 无关。共用 K 的头不一定要共用 V；常见的变体两者都共用，但用的是两个映射。试一试：切换不同的头，同组之内 Kᵀ 不变，Q 和 S 会变。</translation>
    </message>
    <message>
        <source>K and V: V has no part in the scores. The key here is h through a matrix, the value will be h as it is: same source, not the same map, not the same numbers.</source>
        <translation>K 与 V：得分与 V 无关。这里的键是 h 经过矩阵的结果，而后面的值是 h 本身：同源，但不同映射，数值也不同。</translation>
    </message>
    <message>
        <source>K and V: V has no part in the scores. They are bit for bit those of untied self-attention with the same X, W_Q and W_K, and what follows will be equal to it up to rounding.</source>
        <translation>K 与 V：V 不参与得分。X、W_Q、W_K 相同时，得分与不绑定的自注意力逐位相同，其后的一切除舍入误差外也相同。</translation>
    </message>
    <message>
        <source>K and V: V has no part in the scores. Tie it to K, with X, W_Q and W_K unchanged, and this picture stays the same, bit for bit. Switch to K = V tied to see it.</source>
        <translation>K 与 V：得分与 V 无关。在 X、W_Q、W_K 不变的前提下把 V 绑定到 K，这幅图逐位不变。切换到 K = V 绑定就能看到。</translation>
    </message>
    <message>
        <source>K and V: V has no part in the scores; same source (one latent), other map, other numbers. Keys need not even be made: (q W_UKᵀ) · c is the same number, so DeepSeek-V2 (2024) multiplies W_UK into W_Q once and compares with latents. A rotary turn in between would forbid that.</source>
        <translation>K 与 V：V 不参与得分；两者同源（同一个潜向量），映射不同，数值不同。连键都不必算出：(q W_UKᵀ) · c 是同一个数，所以 DeepSeek-V2（2024）预先把 W_UK 并入 W_Q，直接与潜向量比较。若中间隔着旋转，就不能这样做了。</translation>
    </message>
    <message>
        <source>K and V: here X itself will be key and value: same source, same map (none) and same numbers. Its rows are what a modern Hopfield network calls stored patterns (Ramsauer et al. 2020).</source>
        <translation>K 与 V：在这个变体里，X 本身既是键也是值：同源、同映射（都不经过矩阵）、同数值。它的各行就是现代 Hopfield 网络所说的“存储模式”（Ramsauer et al. 2020）。</translation>
    </message>
    <message>
        <source>K and V: neither scaling nor mask looks at V, so it makes no difference here whether K and V have the same map or the same numbers. Both have H as their source: hiding key j hides value j too, as its weight becomes zero.</source>
        <translation>K 与 V：缩放和掩码都不看 V，所以两者是否同映射、同数值，在这一步没有区别。两者同源于 H：屏蔽键 j，也就屏蔽了值 j，因为它的权重变为零。</translation>
    </message>
    <message>
        <source>K and V: neither scaling nor mask looks at V. With the same X, W_Q and W_K, tying V to K (same map, same numbers) changes nothing here.</source>
        <translation>K 与 V：缩放和掩码都不看 V。只要 X、W_Q、W_K 相同，把 V 绑定到 K（同映射、同数值）在这里不产生任何变化。</translation>
    </message>
    <message>
        <source>K and V: not the same map, for this is untied attention computed in another way, and W_K and W_V come to the gradients that they have there. Of W_K the part as value is zero but for rounding: what comes back through the keys and through the inverse cancels.</source>
        <translation>K 与 V：不同映射，因为这就是未绑定的注意力，只是换了一种算法，W_K 和 W_V 得到的梯度与那里相同。W_K 作为值的部分除舍入误差外为零：经由键传回的与经由逆矩阵传回的互相抵消。</translation>
    </message>
    <message>
        <source>K and V: one half of a key is one half of its value, the same numbers. W_KV receives what that half learns as key and all that the value learns; W_KR, which makes the other half, learns from matching alone.</source>
        <translation>K 与 V：键的一半就是值的一半（同数值）。W_KV 既得到这一半作为键所学的，也得到整个值所学的；产生另一半的 W_KR 只从匹配中学习。</translation>
    </message>
    <message>
        <source>K and V: other maps, other numbers, though the same source; V has had no part so far. Note the symmetry: before the mask, S_ij = S_ji, but A_ij and A_ji differ, as each row is divided by its own sum.</source>
        <translation>K 与 V：同源，但映射和数值都不同；到目前为止 V 还没有参与。注意对称性：掩码之前 S_ij = S_ji，但 A_ij 与 A_ji 一般不等，因为每行除以的是自己的总和。</translation>
    </message>
    <message>
        <source>K and V: queries will come from S_dec, keys and values both from H: the same source. Whether they also share a map or have the same numbers depends on the variant; the next step shows it.</source>
        <translation>K 与 V：查询将来自 S_dec，键和值都来自 H，这就是同源。两者是否还同映射、同数值，取决于变体，下一步就能看到。</translation>
    </message>
    <message>
        <source>K and V: queries, keys and values will all be made from this one X. That is the same source. Whether K and V also share a map or have the same numbers is decided in the next step.</source>
        <translation>K 与 V：查询、键和值都将由这同一个 X 得到，这就是同源。K 与 V 是否还同映射、同数值，要到下一步才见分晓。</translation>
    </message>
    <message>
        <source>K and V: same map, and that of Q too: one matrix asks, answers and carries. Three gradients add up in it, and their cosines say which of them pull alike.</source>
        <translation>K 与 V：同映射，Q 也是：同一个矩阵既提问、又回答、还传递。三路梯度在它里面相加，两两之间的余弦说明哪些拉向同一方向。</translation>
    </message>
    <message>
        <source>K and V: same map, so W_K receives the sum of two gradients: as key it learns to be found, as value what to carry. “Matrices” shows both parts and their sum, which is what untied W_K and W_V of the same numbers would receive together. Their cosine says whether they pull the same way: below 0 each use undoes some of the other&apos;s work.</source>
        <translation>K 与 V：同映射，所以 W_K 得到两路梯度之和：作为键，它学习如何被找到；作为值，它学习传递什么。“矩阵”显示这两部分以及它们的和，这正是数值相同而未绑定的 W_K 与 W_V 合起来得到的梯度。余弦说明两者是否拉向同一方向：小于 0 时，一种用途会抵消另一种用途的一部分成果。</translation>
    </message>
    <message>
        <source>K and V: same source (H), but not the same map: a matrix makes the key and none makes the value. So the numbers differ. Here the common answer, same source but other numbers through other maps, is right.</source>
        <translation>K 与 V：同源（H），但不同映射：键经过一个矩阵，值不经过任何矩阵，所以数值不同。常见的回答“来源相同，但映射不同，所以数值不同”，在这里是对的。</translation>
    </message>
    <message>
        <source>K and V: same source (H), not the same map (W_K against W_V), not the same numbers. Compare with Luong dot, where all three hold: both are traditional attention, so “traditional” alone does not settle whether K = V.</source>
        <translation>K 与 V：同源（H），不同映射（W_K 与 W_V），数值也不同。对比一下 Luong 点积式，那里三者全都成立：两者同属传统注意力，可见仅凭“传统”二字，并不能断定 K 是否等于 V。</translation>
    </message>
    <message>
        <source>K and V: same source (H), not the same map, not the same numbers: the key is h through a matrix, what is averaged is h itself. Try Luong dot: there the averaged vectors are the keys.</source>
        <translation>K 与 V：同源（H），不同映射，数值也不同：键是 h 经过矩阵的结果，被平均的却是 h 本身。试一试：切换到 Luong 点积式，那里被平均的就是键。</translation>
    </message>
    <message>
        <source>K and V: same source (H), same map (the identity) and same numbers: K − V is zero in every cell. So the common answer that different maps make K and V of traditional attention unequal is wrong here, though right for Bahdanau, Luong concat and cross-attention.</source>
        <translation>K 与 V：同源（H）、同映射（恒等映射）、同数值：K − V 的每个单元格都是零。可见“传统注意力中映射不同，所以 K 与 V 数值不等”这一常见说法在这里不成立；它对 Bahdanau、Luong 拼接式和交叉注意力才成立。</translation>
    </message>
    <message>
        <source>K and V: same source (X), not the same map (W_K against W_V), not the same numbers. The tie is between Q and K here: another restriction than K = V, with other consequences. Compare both in the scores and in the output.</source>
        <translation>K 与 V：同源（X），不同映射（W_K 与 W_V），数值也不同。这里绑定的是 Q 和 K：这与 K = V 是不同的限制，后果也不同。请在得分和输出两步中比较这两种绑定。</translation>
    </message>
    <message>
        <source>K and V: same source (X), not the same map (W_K and W_V are two matrices), so not the same numbers. Sharing X does not make them equal; nor does anything force them apart: two matrices are a choice.</source>
        <translation>K 与 V：同源（X），不同映射（W_K 与 W_V 是两个矩阵），所以数值也不同。共用 X 并不会使两者相等；反过来，也没有什么规定它们必须不同：用两个矩阵是一种选择。</translation>
    </message>
    <message>
        <source>K and V: same source (X), not the same map, not the same numbers, and V has no part here. Compare with K = V, which leaves the scores of untied self-attention as they are.</source>
        <translation>K 与 V：同源，不同映射，数值也不同；而且这一步与 V 无关。请与 K = V 对比：后者的得分与不绑定的自注意力完全一样。</translation>
    </message>
    <message>
        <source>K and V: same source (X), not the same map, not the same numbers. All heads share one K and one V, yet K is not V: sharing among heads is one thing, tying keys to values another.</source>
        <translation>K 与 V：同源（都来自 X），不同映射，数值也不同。所有的头共用一个 K 和一个 V，但 K 并不等于 V：头之间共用是一回事，把键和值绑定是另一回事。</translation>
    </message>
    <message>
        <source>K and V: same source (X), not the same map, not the same numbers. Sharing among heads must not be confused with tying K to V: within a group W_K and W_V are still two matrices.</source>
        <translation>K 与 V：同源（X），不同映射，数值也不同。头与头之间的共用不要与 K、V 绑定混为一谈：在一个组内，W_K 与 W_V 仍是两个矩阵。</translation>
    </message>
    <message>
        <source>K and V: same source (X), same map (W_K) and, here, same numbers. The last need not follow: where K is normalised and rotated after the shared map, as in Gemma 4, the numbers differ.</source>
        <translation>K 与 V：同源（X）、同映射（W_K），在这里也同数值。最后一点并非必然：如果在共用的映射之后再对 K 做归一化和旋转（如 Gemma 4），数值就不同了。</translation>
    </message>
    <message>
        <source>K and V: same source (X), same map (W_K), same numbers. The same holds for Q, so this ties two things at once: K = V and Q = K. Look at each alone to see which of them does what.</source>
        <translation>K 与 V：同源（X）、同映射（W_K）、同数值。Q 也是如此，所以这里一次绑定了两件事：K = V 和 Q = K。分别查看这两种变体，才能分清哪个后果是谁造成的。</translation>
    </message>
    <message>
        <source>K and V: same source (X), same map (none: both are taken as they are) and same numbers. K − V is zero in every cell. With the query taken as it is too, this is the retrieval softmax(β q Xᵀ) X of modern Hopfield networks (Ramsauer et al. 2020).</source>
        <translation>K 与 V：同源（X）、同映射（都没有矩阵，原样取用）、同数值。K − V 的每个单元格都是零。如果查询也原样取用，这正是现代 Hopfield 网络的检索公式 softmax(β q Xᵀ) X（Ramsauer et al. 2020）。</translation>
    </message>
    <message>
        <source>K and V: same source (X), same map (the group&apos;s W_K) and same numbers. Sharing among heads and tying K to V save two different things: fewer heads are kept, and each is kept once. {n_kv_heads} × {d_head} numbers a token are all that the cache needs.</source>
        <translation>K 与 V：同源（X）、同映射（本组的 W_K）、同数值。头与头之间共用和把 K 与 V 绑定，省下的是两样东西：前者少存几个头，后者每个头只存一份。每个词元只需缓存 {n_kv_heads} × {d_head} 个数。</translation>
    </message>
    <message>
        <source>K and V: same source (X), same map (the one W_K) and same numbers. One vector of {d_head} numbers a token serves all heads, both as what they match and as what they fetch. Nothing else is cached.</source>
        <translation>K 与 V：同源（X）、同映射（唯一的 W_K）、同数值。每个词元只有一个含 {d_head} 个数的向量供所有头使用，既供匹配，也供取回。此外什么都不必缓存。</translation>
    </message>
    <message>
        <source>K and V: same source (one latent), not the same map. W_UK learns from matching alone, W_UV from carrying alone. They meet in the latent and in W_DKV, which must leave room for both.</source>
        <translation>K 与 V：同源（同一个潜向量），不同映射。W_UK 只从匹配中学习，W_UV 只从传递中学习。它们在潜向量和 W_DKV 里相遇，W_DKV 必须兼顾两者。</translation>
    </message>
    <message>
        <source>K and V: same source, not the same map. The key&apos;s matrix learns from matching alone, for what is carried is h itself. In h both meet again: see “Encoder”.</source>
        <translation>K 与 V：同源，不同映射。产生键的矩阵只从匹配中学习，因为被传递的是 h 本身。两路在 h 里又相遇：见“编码器”。</translation>
    </message>
    <message>
        <source>K and V: same source, not the same map. W_K learns from matching alone, W_V from carrying alone; neither gives way to the other, and they meet only in what both are made from. Switch to K = V tied to see them meet in one matrix.</source>
        <translation>K 与 V：同源，不同映射。W_K 只从匹配中学习，W_V 只从传递中学习，谁也不必迁就谁，只在两者共同的来源里相遇。切换到 K = V 绑定，可以看到它们在同一个矩阵里相遇。</translation>
    </message>
    <message>
        <source>K and V: same source, other map, other numbers. Context and output are those of untied self-attention, up to rounding, with half of the cache. In practice the keys are averaged first, A K, and W_K⁻¹ W_V is applied once to the result (Graef, Wasielewski 2025).</source>
        <translation>K 与 V：同源，映射不同，数值不同。上下文向量和输出除舍入误差外与不绑定的自注意力相同，缓存却只需一半。实际做法是先平均键，得到 A K，再对结果乘一次 W_K⁻¹ W_V（Graef, Wasielewski 2025）。</translation>
    </message>
    <message>
        <source>K and V: same source, other map, other numbers; V has no part here. Scaling keeps the symmetry that Q = K gives the scores. A causal mask breaks it, but leaves the diagonal: every token may still match itself.</source>
        <translation>K 与 V：同源，映射不同，数值不同；这一步与 V 无关。缩放保持 Q = K 带来的对称性；因果掩码会打破对称，但保留对角线：每个词元仍然可以匹配自己。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (none) and same numbers, X; neither scaling nor mask looks at V. Try a low temperature, that is a large β: each query will then fetch nearly one single row of X.</source>
        <translation>K 与 V：同源、同映射（都没有矩阵）、同数值，就是 X；缩放和掩码都不看 V。试一试：把温度调低，也就是让 β 变大，每个查询就几乎只取回 X 的某一行。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (none) and same numbers: X. In Hopfield terms the weights say how strongly each stored pattern is recalled. Entropy near 0 means that one pattern is retrieved, a high entropy that several are blended.</source>
        <translation>K 与 V：同源、同映射（都没有矩阵）、同数值，就是 X。用 Hopfield 网络的话说，权重表示每个存储模式被回忆的强度：熵接近 0 表示取回单个模式，熵高则表示多个模式混合。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (none) and same numbers: X. The cache is the inputs, once for all heads. Which features are handed on is left to W_O alone. Try a low temperature: each context moves to a single row of X.</source>
        <translation>K 与 V：同源、同映射（都没有矩阵）、同数值，就是 X。需要缓存的只是输入，所有的头共用一份。把哪些特征交出去，全由 W_O 决定。试一试：把温度调低，每个上下文向量都会移到 X 的某一行上。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (none) and same numbers: X. V has no part in the scores, but remember the columns of Xᵀ: what is searched here is exactly what the output will be mixed from.</source>
        <translation>K 与 V：同源、同映射（都没有矩阵）、同数值，就是 X。得分与 V 无关，但请记住 Xᵀ 的各列：这里被检索的，正是后面用来混合成输出的向量。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (none), same numbers. No matrix could learn to tell the two uses apart: W_Q alone learns where to look, and what both uses ask for adds up in X.</source>
        <translation>K 与 V：同源、同映射（都不经过矩阵）、同数值。没有矩阵可以学会把两种用途分开：只有 W_Q 学习往哪里看，两种用途的要求在 X 里相加。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (none), same numbers: h is both. What it learns as a key (to be found) and as a value (to be carried) adds up in it, and no matrix tells the two apart. The cosine below says whether they pull the same way.</source>
        <translation>K 与 V：同源、同映射（都不经过矩阵）、同数值：h 身兼两职。它作为键（被找到）和作为值（被传递）所学的都在它身上相加，没有矩阵把两者分开。下方的余弦说明两者是否拉向同一方向。</translation>
    </message>
    <message>
        <source>K and V: same source, same map (the identity) and same numbers, H. Up to here H was used as key only. In the next step the same H is used as value.</source>
        <translation>K 与 V：同源、同映射（恒等映射）、同数值，都是 H。到这一步为止，H 只作为键使用；下一步，同一个 H 将作为值使用。</translation>
    </message>
    <message>
        <source>K and V: same source, same map and same numbers, but V has no part here. What changed the scores is Q = K: they equal those of the variant Q = K, bit for bit.</source>
        <translation>K 与 V：同源、同映射、同数值，但这一步与 V 无关。改变得分的是 Q = K：这里的得分与变体 Q = K 逐位相同。</translation>
    </message>
    <message>
        <source>K and V: same source, same map and same numbers, but neither scaling nor mask looks at V: all is bit for bit as in the same shared heads without the tie.</source>
        <translation>K 与 V：同源、同映射、同数值，但缩放和掩码都不看 V：一切与不绑定、但同样共用键值头的注意力逐位相同。</translation>
    </message>
    <message>
        <source>K and V: same source, same map and same numbers, but neither scaling nor mask looks at V: all is bit for bit as in untied self-attention with the same X, W_Q and W_K.</source>
        <translation>K 与 V：同源、同映射、同数值，但缩放和掩码都不看 V：X、W_Q、W_K 相同时，一切与不绑定的自注意力逐位相同。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers, and Q with them. In practice the two ties together cost most: at 300M parameters Kayyam et al. (2026) report a perplexity of 6.41, against 5.27 for K = V, 5.36 for Q = K and 5.11 untied.</source>
        <translation>K 与 V：同源、同映射、同数值，Q 也在其中。实际中两重绑定叠加代价最大：Kayyam et al.（2026）在 3 亿参数的模型上测得困惑度 6.41，而 K = V 为 5.27，Q = K 为 5.36，不绑定为 5.11。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers, and yet these weights are bit for bit those of the same shared heads without the tie: V has had no part so far. The tie first shows in the output.</source>
        <translation>K 与 V：同源、同映射、同数值；但这些权重仍与不绑定、但同样共用键值头的注意力逐位相同，因为到目前为止 V 还没有参与。绑定的影响要到输出一步才第一次显现。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers, and yet these weights are bit for bit those of untied self-attention with the same X, W_Q and W_K: V has had no part so far. The tie first shows in the output.</source>
        <translation>K 与 V：同源、同映射、同数值；但 X、W_Q、W_K 相同时，这些权重仍与不绑定的自注意力逐位相同，因为到目前为止 V 还没有参与。绑定的影响要到输出一步才第一次显现。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers, yet V does not enter the scores. S is bit for bit that of the same shared heads without the tie (GQA or MQA), given the same X, W_Q and W_K.</source>
        <translation>K 与 V：同源、同映射、同数值，但 V 不参与得分。X、W_Q、W_K 相同时，S 与不绑定、但同样共用键值头的注意力（GQA 或 MQA）逐位相同。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers, yet V does not enter the scores. S is bit for bit that of untied self-attention with the same X, W_Q and W_K. Switch to and fro and look for a cell that changes: there is none.</source>
        <translation>K 与 V：同源、同映射、同数值，但 V 并不参与得分。X、W_Q、W_K 相同时，S 与不绑定的自注意力逐位相同。来回切换找找看：没有一个单元格会变。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers. For a model that generates text, {n_kv_heads} × {d_head} numbers a token are cached, half of what the same heads need untied. Kayyam, Madan Gopal, Lewis (2026) tie whole heads; Gemma 4 ties the map in its global layers, with wider heads, but not the numbers: K is normalised and rotated after it.</source>
        <translation>K 与 V：同源、同映射、同数值。模型生成文本时，每个词元缓存 {n_kv_heads} × {d_head} 个数，是同样的头不绑定时的一半。Kayyam, Madan Gopal, Lewis（2026）绑定整个头；Gemma 4 的全局层也绑定映射，头更宽，但数值并不相同：K 在映射之后还要归一化和旋转。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers. One head as wide as the model, followed by W_O, loses nothing by it; a narrower head loses freedom. Half of the key-value cache is saved: spent on a head twice as wide, it can realise every untied head of the old width.</source>
        <translation>K 与 V：同源、同映射、同数值。若只有一个与模型同宽的头且后接 W_O，则毫无损失；头较窄时会失去一部分自由度。键值缓存减半；若把省下的用来使头加宽一倍，就能实现原宽度下任何不绑定的头。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers. The vectors averaged here are the vectors compared before, and it worked well: in Luong et al. (2015, Table 4) global attention with dot reached 18.6 BLEU, with general 17.3 (before unknown words were replaced).</source>
        <translation>K 与 V：同源、同映射、同数值。这里被平均的正是前面被比较的那些向量，而且效果不错：Luong et al.（2015，表 4）的全局注意力用点积式得到 18.6 BLEU，用一般式得到 17.3（均为替换未登录词之前）。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers; V has had no part so far. Before the mask S_ij = S_ji, but A_ij and A_ji differ, as each row is divided by its own sum. The symmetry comes from Q = K, not from K = V.</source>
        <translation>K 与 V：同源、同映射、同数值；到目前为止 V 还没有参与。掩码之前 S_ij = S_ji，但 A_ij 与 A_ji 一般不等，因为每行除以的是自己的总和。对称性来自 Q = K，与 K = V 无关。</translation>
    </message>
    <message>
        <source>K and V: same source, same map, same numbers; V has no part here. Scaling keeps the symmetry that Q = K gives the scores. A causal mask breaks it, but leaves the diagonal: every token may still match itself.</source>
        <translation>K 与 V：同源、同映射、同数值；这一步与 V 无关。缩放保持 Q = K 带来的对称性；因果掩码会打破对称，但保留对角线：每个词元仍然可以匹配自己。</translation>
    </message>
    <message>
        <source>K and V: same source. With W_a on the query&apos;s side h is key and value at once, the same numbers, and receives both parts; on the memory&apos;s side the key W_a h has a gradient of its own. Either way W_a learns from matching alone.</source>
        <translation>K 与 V：同源。把 W_a 算在查询一侧时，h 既是键又是值（同数值），得到两部分梯度；算在记忆一侧时，键 W_a h 有自己的梯度。无论哪种读法，W_a 只从匹配中学习。</translation>
    </message>
    <message>
        <source>K and V: still no V as such. But its first half, with the same numbers, was matched as half of the key. What is looked for there is what will be fetched; the second half was only looked for.</source>
        <translation>K 与 V：到这里 V 还没有以值的身份出现。但它的前一半数值相同，已作为键的一半参与了匹配：在那里，被查找的正是将被取回的；键的后一半则只供查找。</translation>
    </message>
    <message>
        <source>K and V: still no V. With the same X, W_Q and W_K the weights are bit for bit the same, tied or not. Q and K decide here where to look; what is fetched comes next.</source>
        <translation>K 与 V：到这里仍未用到 V。X、W_Q、W_K 相同时，无论绑定与否，权重逐位相同。看哪里由 Q 和 K 在这一步决定；取回什么是下一步的事。</translation>
    </message>
    <message>
        <source>K and V: still no V: same source, other map, other numbers. Q and K decide here where to look. That values are not cached, but made anew from what is, matters in the next step only.</source>
        <translation>K 与 V：到这里仍未用到 V：同源，映射不同，数值不同。看哪里由 Q 和 K 在这一步决定。值本身不缓存，而是由缓存的内容重新算出，这一点到下一步才要紧。</translation>
    </message>
    <message>
        <source>K and V: the same numbers in their first half, not in the second. Neither scaling nor mask looks at V; the width d counts both halves of the key.</source>
        <translation>K 与 V：前一半数值相同，后一半不同。缩放和掩码都不看 V；宽度 d 计入键的两半。</translation>
    </message>
    <message>
        <source>K and V: the same source (H) in both readings. With W_a on the query&apos;s side they also have the same map (none) and the same numbers; on the memory&apos;s side neither. The mechanism is one; whether K = V depends on the bookkeeping.</source>
        <translation>K 与 V：两种读法中都同源（H）。W_a 算在查询一边时，两者还同映射（都没有矩阵）、同数值；算在记忆一边时，映射和数值都不同。机制只有一个，K 是否等于 V，取决于把 W_a 记在哪一边。</translation>
    </message>
    <message>
        <source>K and V: the same source (X). In the first half also same map and same numbers, in the second neither: a tie by halves. In the paper the second half carries rotary positions, so that the tied half stays clean. Choose rotary positions to have it so; with others, or none, nothing is turned here.</source>
        <translation>K 与 V：同源（X）。前一半还同映射、同数值，后一半则都不同：这是绑定一半。论文让后一半携带旋转位置编码，绑定的一半就不受影响。选择旋转位置编码即可如此；选择其他编码或不用编码时，这里什么都不旋转。</translation>
    </message>
    <message>
        <source>K and V: the same source (X, through one latent), not the same map (W_UK against W_UV), not the same numbers. They are tied to a common store, not to each other. Try a narrower latent in the options, and watch the cache in the strip.</source>
        <translation>K 与 V：同源（X，经过同一个潜向量），不同映射（W_UK 与 W_UV），数值也不同。它们绑定在一份共同的存储上，而不是彼此绑定。试一试：在选项里把潜向量调窄，观察底部状态条中的缓存。</translation>
    </message>
    <message>
        <source>K and V: the same source, H, but not the same map and not the same numbers. The keys have done their work with this step; the values enter in the next.</source>
        <translation>K 与 V：同源，都来自 H，但映射不同，数值也不同。键的工作到这一步就完成了；值从下一步起才发挥作用。</translation>
    </message>
    <message>
        <source>K and V: the same source, H; same map and same numbers only if W_a is counted on the query&apos;s side. The weights are the same in both readings, apart from rounding: V has had no part so far.</source>
        <translation>K 与 V：同源，都来自 H；只有把 W_a 算在查询一边时才同映射、同数值。两种读法的权重除舍入误差外相同：到目前为止 V 还没有参与。</translation>
    </message>
    <message>
        <source>K and V: the same source, as in every variant; the tie begins in the next step. For the same text and seed this X is that of untied self-attention, so whatever differs later comes from the tie alone.</source>
        <translation>K 与 V：与所有变体一样，两者同源；绑定从下一步才开始。文本和种子相同时，这里的 X 与不绑定的自注意力完全相同，所以后面出现的任何差别都只来自绑定。</translation>
    </message>
    <message>
        <source>K and V: the same source, as in every variant; what they share beyond it is decided in the next step. For the same text and seed this X is that of untied self-attention, so whatever differs later comes from how queries, keys and values are made.</source>
        <translation>K 与 V：与所有变体一样，两者同源；除此之外还有什么相同，要到下一步才见分晓。文本和种子相同时，这里的 X 与不绑定的自注意力完全相同，所以后面出现的任何差别都来自查询、键和值的产生方式。</translation>
    </message>
    <message>
        <source>K and V: the same source, not the same map, not the same numbers, and yet K determines V. That takes heads that together are as wide as the model. Try making two columns of W_K equal: then keys have lost what values need, and the window says so.</source>
        <translation>K 与 V：同源，不同映射，数值也不同，然而 K 决定了 V。前提是所有头合起来与模型同宽。试一试：把 W_K 的两列改成相同，键就丢失了还原值所需的信息，窗口会给出提示。</translation>
    </message>
    <message>
        <source>K and V: the same source, not the same map, not the same numbers; neither scaling nor mask looks at V. What is cached in their place makes no difference here.</source>
        <translation>K 与 V：同源，不同映射，数值也不同；缩放和掩码都不看 V。缓存里存的是别的东西，这对这一步没有影响。</translation>
    </message>
    <message>
        <source>K and V: the scores use Q and K only, V has no part in them. K and V have the same source (H), not the same map, not the same numbers; if they were tied, this picture would not change.</source>
        <translation>K 与 V：得分只用到 Q 和 K，与 V 无关。K 与 V 同源（H），不同映射，数值也不同；即使把两者绑定，这幅图也不会变。</translation>
    </message>
    <message>
        <source>K and V: the value is h in both readings, so the context does not depend on the side on which W_a is counted. Same source always; same map and same numbers only with W_a on the query&apos;s side. Try switching the reading: nothing moves here but rounding.</source>
        <translation>K 与 V：两种读法中值都是 h，所以上下文向量与 W_a 算在哪一边无关。两者总是同源；只有 W_a 算在查询一边时才同映射、同数值。试一试：切换读法，这里除舍入误差外什么都不变。</translation>
    </message>
    <message>
        <source>Learned, not random: {model}.</source>
        <translation>学得的，不是随机的：{model}。</translation>
    </message>
    <message>
        <source>Luong&apos;s and Bahdanau&apos;s papers divide the scores by nothing: they go to the softmax as they are. Switch on scaling by √d, a temperature T or a softcap c to see what they would do; in “One scale” all stages share their colours.</source>
        <translation>Luong 和 Bahdanau 的论文都不做缩放，得分原样进入 softmax。你可以打开除以 √d 的缩放，或改变温度 T、软截断 c，看看它们会有什么作用；在“统一色标”视图中，各阶段共用一套颜色。</translation>
    </message>
    <message>
        <source>Luong&apos;s concat stacks s and h and multiplies by one W_a. That is a sum of two products, so W_a falls into halves: one makes the query from the decoder state, the other the key from the encoder state. The value is h itself.</source>
        <translation>Luong 拼接式把 s 和 h 上下拼成一个向量，再乘一个 W_a。这等于两个乘积之和，所以 W_a 可以拆成两半：一半由解码器状态产生查询，另一半由编码器状态产生键。值就是 h 本身。</translation>
    </message>
    <message>
        <source>Nothing is tied here: W_K and W_V are two matrices. But where W_K of all heads together is square and invertible, X = K W_K⁻¹, so that V = K (W_K⁻¹ W_V): values can be computed from keys, and keys alone are cached (Graef, Wasielewski 2025).</source>
        <translation>这里没有绑定：W_K 和 W_V 是两个矩阵。但如果所有头的 W_K 并在一起是可逆方阵，则 X = K W_K⁻¹，于是 V = K (W_K⁻¹ W_V)：值可以由键算出，只需缓存键（Graef, Wasielewski 2025）。</translation>
    </message>
    <message>
        <source>Nothing was learned for keys and values here: the stored patterns are both. What was learned is how sharply a query picks one of them.</source>
        <translation>这里的键和值没有学习任何东西：存储的模式就是二者。学到的是查询以多尖锐的程度挑出其中之一。</translation>
    </message>
    <message>
        <source>One matrix W_a stands between the two states, and it may be counted on either side: (sᵀ W_a) h or sᵀ (W_a h). On the query&apos;s side Q = S_dec W_a and K = H; on the memory&apos;s side Q = S_dec and K = H W_aᵀ. V is H in both.</source>
        <translation>两个状态之间只有一个矩阵 W_a，把它算在哪一边都行：(sᵀ W_a) h 或 sᵀ (W_a h)。算在查询一边，Q = S_dec W_a，K = H；算在记忆一边，Q = S_dec，K = H W_aᵀ。两种读法中 V 都是 H。</translation>
    </message>
    <message>
        <source>One matrix for everything: W_K makes queries, keys and values. For the same text, sizes and seed, K is bit for bit that of untied self-attention; Q and V are new: both are K.</source>
        <translation>只有一个矩阵：W_K 同时产生查询、键和值。文本、尺寸和种子相同时，K 与不绑定的自注意力逐位相同；变了的是 Q 和 V：两者都是 K。</translation>
    </message>
    <message>
        <source>Only the queries have a matrix. Keys and values are X itself, shared by all heads, so a head is as wide as the model and W_Q maps to that width.</source>
        <translation>只有查询经过矩阵。键和值就是 X 本身，由所有的头共用；因此每个头与模型同宽，W_Q 也映射到这个宽度。</translation>
    </message>
    <message>
        <source>Q and K: one matrix asks and answers, and receives both parts; a push that makes i look at j makes j look at i as well. K and V: same source, not the same map: W_V has a gradient of its own.</source>
        <translation>Q 与 K：同一个矩阵既提问又回答，得到两部分梯度；让 i 去看 j 的推力也会让 j 去看 i。K 与 V：同源，不同映射：W_V 有自己的梯度。</translation>
    </message>
    <message>
        <source>Q stands left of S, Kᵀ above it. Hover a cell of S: row i of Q and column j of Kᵀ light up, and the lens lists their products. The small maps are the heads; click one to focus it.</source>
        <translation>Q 在 S 的左边，Kᵀ 在上方。把鼠标移到 S 的单元格上：Q 的第 i 行和 Kᵀ 的第 j 列会亮起，放大镜列出各个乘积。小图是各个头，单击其中一个即可放大查看。</translation>
    </message>
    <message>
        <source>Q stands left of S, Kᵀ above it: rows are target tokens, columns source tokens. Hover a cell of S: row i of Q and column j of Kᵀ light up, and the lens lists their products.</source>
        <translation>Q 在 S 的左边，Kᵀ 在 S 的上方：行是译文词元，列是源文词元。把鼠标移到 S 的一个单元格上：Q 的第 i 行和 Kᵀ 的第 j 列会亮起，放大镜列出它们的各个乘积。</translation>
    </message>
    <message>
        <source>Queries and memory come from different texts, and each side has its matrices: W_Q reads the decoder states S_dec, W_K and W_V read the encoder states H (Vaswani et al. 2017). Each head has its own three.</source>
        <translation>查询和记忆来自不同的文本，各有各的矩阵：W_Q 读解码器状态 S_dec，W_K 和 W_V 读编码器状态 H（Vaswani et al. 2017）。每个头都有自己的一组三个矩阵。</translation>
    </message>
    <message>
        <source>Read along a row: how a query divides its attention among the keys. Hover a cell to see its exponentials. The entropy tells how widely attention spreads: 0 when one key takes all, ln n when n keys share alike.</source>
        <translation>沿着行来读：一个查询如何把注意力分给各个键。把鼠标移到单元格上，可以看到各个指数值。熵表示注意力有多分散：全给一个键时为 0，n 个键平分时为 ln n。</translation>
    </message>
    <message>
        <source>Rotary positions turn every query and key, pair of features by pair, by an angle that grows with its place in the text (Su et al. 2021): of two places, a score then knows only how far apart they are. “Turns” shows queries and keys before and after.</source>
        <translation>旋转位置编码把每个查询和键的特征成对旋转，角度随它在文本中的位置增大（Su et al. 2021）：对于两个位置，得分只知道它们相距多远。“旋转”视图显示旋转前后的查询和键。</translation>
    </message>
    <message>
        <source>Rows are target tokens, columns source tokens. In a trained translator this reads as a soft alignment (Bahdanau, Cho, Bengio 2014). The entropy of a row is 0 when one source token takes all, ln n when n share alike.</source>
        <translation>行是译文词元，列是源文词元。在训练好的翻译模型里，这幅图可以读作软对齐（Bahdanau, Cho, Bengio 2014）。一行全给一个源文词元时熵为 0，n 个词元平分时熵为 ln n。</translation>
    </message>
    <message>
        <source>Rows are target tokens, columns source tokens. The whole source is known before the target is written, so a mask seldom hides more than padding. A hidden pair gets −∞ and is left blank; a row hidden in full gets zero weights.</source>
        <translation>行是译文词元，列是源文词元。写译文之前，整段源文就已知道，所以掩码通常只屏蔽填充。被屏蔽的配对变成 −∞，在图中留白；整行都被屏蔽时，权重全为零。</translation>
    </message>
    <message>
        <source>Rows are target tokens, columns source tokens; Q stands left of S, Kᵀ above it. Hover a cell of S: row i of Q and column j of Kᵀ light up, and the lens lists their products. The small maps are the heads; click one to focus it.</source>
        <translation>行是译文词元，列是源文词元；Q 在 S 的左边，Kᵀ 在上方。把鼠标移到 S 的单元格上：Q 的第 i 行和 Kᵀ 的第 j 列会亮起，放大镜列出各个乘积。小图是各个头，单击其中一个即可放大查看。</translation>
    </message>
    <message>
        <source>The context is a mean of encoder states; a layer that sees it beside the decoder state gives the next character. The view “Answer” shows what the model would write at each place, given the characters before.</source>
        <translation>上下文是编码器状态的加权平均；一个同时看到它和解码器状态的层给出下一个字符。“答案”视图显示模型在已知之前字符时，会在每个位置写什么。</translation>
    </message>
    <message>
        <source>The embeddings are random, drawn from token and seed, not trained: words of like meaning need not look alike. Try another seed, switch positions off, or double-click a cell to change it: every later step follows.</source>
        <translation>词嵌入由词元和种子随机抽取，没有经过训练：意思相近的词并不会有相近的向量。试一试：换一个种子，关掉位置编码，或双击一个单元格改动它，后面每一步都会随之更新。</translation>
    </message>
    <message>
        <source>The encoder reads the source and leaves a state h_j for each token: the rows of H. The decoder writes the target: row i of S_dec is its state when about to write target token i. Each state is the tanh of its input and of the state before, each through its matrix (Elman 1990).</source>
        <translation>编码器读源文，在每个词元处留下一个状态 h_j，它们就是 H 的各行；解码器写译文，S_dec 的第 i 行是它即将写出第 i 个译文词元时的状态。每个状态都由当前输入和前一状态各经一个矩阵、相加后取 tanh 得到（Elman 1990）。</translation>
    </message>
    <message>
        <source>The matrix W_a lets each feature of the decoder state match each feature of the encoder state: S_ij = s_iᵀ W_a h_j. Counted as (sᵀ W_a) h or as sᵀ (W_a h), the number is the same apart from rounding.</source>
        <translation>矩阵 W_a 让解码器状态的每个特征都能与编码器状态的每个特征相配：S_ij = s_iᵀ W_a h_j。不论按 (sᵀ W_a) h 还是按 sᵀ (W_a h) 计算，除舍入误差外结果相同。</translation>
    </message>
    <message>
        <source>The matrix of queries and keys was learned: what asks and what is found must look alike, so a token can hardly avoid matching itself.</source>
        <translation>查询和键的矩阵是学得的：提问者与被找到者必须相像，所以词元很难不与自己匹配。</translation>
    </message>
    <message>
        <source>The model was trained by itself, from the same start as its tied or untied twin. So its scores are its own, also where a tie of the same matrices would have left them as they are.</source>
        <translation>这个模型是单独训练的，与绑定或未绑定的同伴从相同的起点开始。所以它的得分是它自己的，即使对同样的矩阵做绑定本不会改变得分。</translation>
    </message>
    <message>
        <source>The softmax turns every row of scores into shares: e to the power of each score, divided by the row&apos;s sum. Every row of A adds up to 1 (to 0 if masked in full); the sums beside A show it. The row&apos;s largest score is subtracted first, which changes nothing and prevents overflow.</source>
        <translation>softmax 把每一行得分变成份额：对每个得分取 e 的幂，再除以这一行的总和。A 的每行相加为 1（整行被屏蔽时为 0），旁边的行和就是验证。计算时先减去该行的最大得分，这不影响结果，但可以防止溢出。</translation>
    </message>
    <message>
        <source>The states were learned, and so were the matrices that the score has: each decoder state learned to ask for the characters that its digit is made of.</source>
        <translation>状态是学得的，得分所用的矩阵也是：每个解码器状态都学会了去找构成它那一位数字的字符。</translation>
    </message>
    <message>
        <source>The text is an example of the model&apos;s task. Type another in the same notation, or take a new one (Ctrl+R): attention and answer follow at once. A double-clicked cell can be overwritten.</source>
        <translation>文本是该模型任务的一个例子。可按同样的写法输入另一个，或换一个新的（Ctrl+R）：注意力和答案立即随之变化。双击单元格可以改写它。</translation>
    </message>
    <message>
        <source>The vectors and matrices are random (seed {seed}), not trained: the patterns have no linguistic meaning.</source>
        <translation>向量和矩阵都是随机的（种子 {seed}），没有经过训练：图中的模式没有语言学含义。</translation>
    </message>
    <message>
        <source>There is no matrix here. The query is the decoder state s_i as it is, and the encoder state h_j is key and value at once (Luong, Pham, Manning 2015). Q is S_dec, and K and V are both H.</source>
        <translation>这里没有矩阵。查询就是解码器状态 s_i 本身，编码器状态 h_j 同时充当键和值（Luong, Pham, Manning 2015）。Q 就是 S_dec，K 和 V 都是 H。</translation>
    </message>
    <message>
        <source>These matrices were learned. W_K only had to tell keys apart, and W_V only to carry what is fetched: two jobs, two maps, each with all d_head = {d_head} features of the head to itself.</source>
        <translation>这些矩阵是学得的。W_K 只需区分键，W_V 只需携带要取出的内容：两项工作，两个映射，各自独占头的全部 d_head = {d_head} 个特征。</translation>
    </message>
    <message>
        <source>This is the alignment that the model learned: for each digit, the characters of the date that it comes from. Nobody told it which they are.</source>
        <translation>这是模型学到的对齐：每一位数字来自日期中的哪些字符。没有人告诉过它是哪些。</translation>
    </message>
    <message>
        <source>This is what the model learned to look at. Follow the row of a token that asks: one dark cell means that it found its key; a row of pale ones mixes many. In tasks whose last tokens ask, only their rows count; the others are shown, and not read.</source>
        <translation>这就是模型学会去看的地方。沿着提问词元的一行看：一个深色单元格表示它找到了自己的键；一行浅色单元格则是许多键的混合。在由末尾词元提问的任务中，只有它们的行算数；其余各行只是显示，并不读取。</translation>
    </message>
    <message>
        <source>This matrix was learned, and had two jobs at once: to tell keys apart, and to carry what is fetched. Address and content share the d_head = {d_head} features of a head. Two maps of half the width would fit side by side into one tied map.</source>
        <translation>这个矩阵是学得的，并且同时有两项工作：区分键，以及携带要取出的内容。地址和内容共用头的 d_head = {d_head} 个特征。两个一半宽的映射可以并排放进一个绑定的映射。</translation>
    </message>
    <message>
        <source>Three matrices read the same X. W_Q makes the queries (what a token asks for), W_K the keys (what it is found by), W_V the values (what it hands over). Each head has its own three.</source>
        <translation>三个矩阵读同一个 X：W_Q 产生查询（这个词元在找什么），W_K 产生键（凭什么被找到），W_V 产生值（交出什么内容）。每个头都有自己的一组三个矩阵。</translation>
    </message>
    <message>
        <source>Try a causal mask: the upper right triangle goes, as in a language model, which may not see what comes later. Then lower the temperature and watch the next step.</source>
        <translation>试一试：换成因果掩码，右上三角消失，就像语言模型不能看到后文一样。再降低温度，看下一步会怎样变化。</translation>
    </message>
    <message>
        <source>Try another temperature in the step before, and watch the entropy: a low one sharpens every row, a high one evens it out.</source>
        <translation>试一试：在上一步改变温度，观察熵的变化：温度低，每行更集中；温度高，每行更平均。</translation>
    </message>
    <message>
        <source>Try choosing another head of the same group: Q changes, K and V stay. In the next group they change too.</source>
        <translation>试一试：换成同组的另一个头，Q 变了，K 和 V 不变；换到另一组，K 和 V 才跟着变。</translation>
    </message>
    <message>
        <source>Try going through the heads: Q changes from head to head, K and V stay as they are.</source>
        <translation>试一试：逐个查看各头，Q 随头而变，K 和 V 始终不变。</translation>
    </message>
    <message>
        <source>Try overwriting a cell of W_K (double-click): K and V follow together. Then overwrite one of V: the tie breaks there, and the strip at the bottom says so.</source>
        <translation>试一试：双击改写 W_K 的一个单元格，K 与 V 一起变。再改写 V 的一个单元格：绑定就在那里断开，底部的状态条会指出来。</translation>
    </message>
    <message>
        <source>Try padding: the last source tokens drop out of every row. Or raise the temperature: all scores draw closer together.</source>
        <translation>试一试：增加填充，末尾的源文词元就从每一行消失；或者升高温度，所有得分会彼此靠拢。</translation>
    </message>
    <message>
        <source>Try switching to K = V tied: Q and K stay as they are, V becomes K, and in “Plane” every value moves onto its key.</source>
        <translation>试一试：切换到 K = V 绑定。Q 和 K 保持不变，V 变成 K，“平面图”里每个值都移到它的键上。</translation>
    </message>
    <message>
        <source>Two matrices instead of three: one shared W_K makes queries and keys, W_V makes the values. For the same text, sizes and seed, K and V are bit for bit those of untied self-attention. Only Q is new: it is K.</source>
        <translation>三个矩阵变成两个：同一个 W_K 既产生查询也产生键，W_V 产生值。文本、尺寸和种子相同时，K 和 V 与不绑定的自注意力逐位相同；变了的只有 Q：它就是 K。</translation>
    </message>
    <message>
        <source>Two matrices: W_a makes the query from the decoder state, U_a makes the key from the encoder state (Bahdanau, Cho, Bengio 2014). The value is h itself, without a matrix. Luong&apos;s concat does the same with one stacked matrix.</source>
        <translation>两个矩阵：W_a 由解码器状态产生查询，U_a 由编码器状态产生键（Bahdanau, Cho, Bengio 2014）。值是 h 本身，不经过矩阵。Luong 拼接式做的是同一件事，只是把两个矩阵拼成了一个。</translation>
    </message>
    <message>
        <source>W_DKV squeezes X into one latent of {d_latent} numbers a token, and from it W_UK makes the keys and W_UV the values of all heads (DeepSeek-V2 2024). Only the latent is cached. Left out here: the small part beside it that carries rotary positions, the queries&apos; own compression, and the normalisation of the latent.</source>
        <translation>W_DKV 把 X 压缩成一个潜向量，每个词元 {d_latent} 个数；再由它经 W_UK 得到所有头的键，经 W_UV 得到所有头的值（DeepSeek-V2 2024）。缓存的只有潜向量。这里省去了：它旁边携带旋转位置编码的一小段、查询自身的压缩，以及潜向量的归一化。</translation>
    </message>
    <message>
        <source>W_Q makes the queries, and one shared W_K makes keys and values. For the same text, sizes and seed, Q and K are bit for bit those of untied self-attention. Only V is new: it is K.</source>
        <translation>W_Q 产生查询，同一个 W_K 既产生键也产生值。文本、尺寸和种子相同时，Q 和 K 与不绑定的自注意力逐位相同；变了的只有 V：它就是 K。</translation>
    </message>
    <message>
        <source>What the weights fetch is made of keys: the very features that had to tell the keys apart must also say the answer. Where the head is too narrow for both, it returns a mixture; the view “Answer” shows how it spreads. The untied model of the same width fetches the payload: switch to Self-attention, or open Compare and tick “Trained apart”.</source>
        <translation>权重取出的东西由键构成：用来区分键的那些特征还必须说出答案。当头太窄、两者兼顾不了时，它返回的是混合；“答案”视图显示它如何散开。同样宽度的未绑定模型能取出内容：请切换到自注意力，或打开“对比”并勾选“分别训练”。</translation>
    </message>
    <message>
        <source>What the weights fetch is the payload: values can hold nothing but what is to be answered. The view “Answer” shows what the model makes of it, beside what is right. Overwrite a weight, and see the answer change.</source>
        <translation>权重取出的就是内容：值可以只存放要回答的东西。“答案”视图显示模型由此得出什么，以及什么是正确的。改写一个权重，看看答案如何变化。</translation>
    </message>
    <message>
        <source>What was searched is what is fetched: C = A X, a weighted mean of the inputs themselves, head by head. This is the retrieval step of a modern Hopfield network, softmax(β q Xᵀ) X (Ramsauer et al. 2020). The heads are joined and W_O, where it is on, mixes them.</source>
        <translation>检索的是什么，取回的就是什么：C = A X，每个头都是输入本身的加权平均。这正是现代 Hopfield 网络的一步检索 softmax(β q Xᵀ) X（Ramsauer et al. 2020）。随后各头拼接，由 W_O（如已启用）混合。</translation>
    </message>
    <message>
        <source>With Q = K each head&apos;s score matrix is K Kᵀ: S_ij equals S_ji, and the diagonal holds the squared lengths of the keys. The largest score of the whole matrix therefore stands on the diagonal.</source>
        <translation>Q = K 时，每个头的得分矩阵是 K Kᵀ：S_ij 等于 S_ji，对角线上是各个键的长度的平方。因此整个矩阵的最大得分一定出现在对角线上。</translation>
    </message>
    <message>
        <source>With rotary positions K is turned and V is not: where the same numbers are spoken of here, K before its turn is meant.</source>
        <translation>使用旋转位置编码时，K 旋转而 V 不旋转：这里说的“同数值”，指的是旋转前的 K。</translation>
    </message>
    <message>
        <source>X is what this layer of the trained model starts from: the task&apos;s own code of each token or its learned vector, learned positions where the model has them, and in later layers what the layers before made of the text. Where there is layer norm, X is its output.</source>
        <translation>X 是已训练模型这一层的起点：任务自己对每个词元的编码或学得的向量，模型若有位置则加上学得的位置，在后面的层中则是前面各层对文本算出的结果。若有层归一化，X 就是它的输出。</translation>
    </message>
    <message>
        <source>“Decoder” and “Encoder” add up what comes back to the states: through attention and, back in time, through later states. The decoder&apos;s first state follows the encoder&apos;s last.</source>
        <translation>“解码器”和“编码器”把传回状态的梯度加起来：经由注意力的，以及沿时间往回、经由后续状态的。解码器的第一个状态接在编码器最后一个状态之后。</translation>
    </message>
    <message>
        <source>“K and V” shows a difference of zero in every cell, and in “Plane” every value lies on its key. One vector now does two jobs: it is what queries match, and what is handed over. Hover a cell to see the row and column that made it.</source>
        <translation>“K 与 V”视图里，每个单元格的差都是零；“平面图”里，每个值都与它的键重合。一个向量身兼两职：既供查询匹配，又是被交出的内容。把鼠标移到单元格上，可以看到产生它的那一行和那一列。</translation>
    </message>
    <message>
        <source>“Maps” shows two products in a row: X times W_DKV gives the latent, and the latent times W_UK and W_UV gives K and V. Hover a cell of K to see its row of the latent, and a cell of the latent to see its row of X. All keys and values together span {d_latent} dimensions at most.</source>
        <translation>“映射”视图接连显示两次乘法：X 乘 W_DKV 得到潜向量，潜向量再分别乘 W_UK 和 W_UV 得到 K 和 V。把鼠标移到 K 的单元格上，可以看到对应的那一行潜向量；移到潜向量的单元格上，可以看到对应的那一行 X。所有的键和值合起来最多张成 {d_latent} 维。</translation>
    </message>
    <message>
        <source>“Recovery” shows the matrix that stands in the place of W_V. Hover a cell of V: it comes from the keys of all heads side by side. The note tells how far V is from X W_V: by rounding, times the condition number of W_K.</source>
        <translation>“还原 V”视图显示取代 W_V 的矩阵。把鼠标移到 V 的单元格上：它由所有头的键并排得到。注释给出 V 与 X W_V 的差距：舍入误差乘以 W_K 的条件数。</translation>
    </message>
    <message>
        <source>∂L/∂A_ij asks what looking at token j would bring: ∂L/∂c_i times v_j. The softmax shares out a fixed sum, so a score is pushed, in proportion to its weight, only by what its key brings beyond the mean of its row. Only the row that the loss reads is not zero.</source>
        <translation>∂L/∂A_ij 问的是：多看词元 j 一点会带来什么，即 ∂L/∂c_i 与 v_j 的点积。softmax 分配的总量是固定的，所以得分只受“它的键比本行平均值多带来的部分”推动，并与它的权重成正比。只有损失读取的那一行不为零。</translation>
    </message>
    <message>
        <source>∂L/∂q_i is the sum of ∂L/∂S_ij k_j, and ∂L/∂k_j the sum of ∂L/∂S_ij q_i. Values are reached around the softmax: ∂L/∂v_j is the sum of A_ij ∂L/∂c_i.</source>
        <translation>∂L/∂q_i 是 ∂L/∂S_ij k_j 之和，∂L/∂k_j 是 ∂L/∂S_ij q_i 之和。值走的是绕过 softmax 的路：∂L/∂v_j 是 A_ij ∂L/∂c_i 之和。</translation>
    </message>
</context>
<context>
    <name>export_all</name>
    <message>
        <source> dots per inch</source>
        <translation> DPI</translation>
    </message>
    <message>
        <source>Each plot in a file of its own too</source>
        <translation>每幅图另存为单独的文件</translation>
    </message>
    <message>
        <source>Export all steps</source>
        <translation>导出所有步骤</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Opening such a picture brings back what it shows</source>
        <translation>打开这样的图片即可恢复其中所示的内容</translation>
    </message>
    <message>
        <source>Pictures carry their state</source>
        <translation>图片带有状态</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Resolution of the PNG files</source>
        <translation>PNG 文件的分辨率</translation>
    </message>
    <message>
        <source>Title, formula and caption</source>
        <translation>标题、公式和说明</translation>
    </message>
</context>
<context>
    <name>exporter</name>
    <message>
        <source>1 file saved in {folder}</source>
        <translation>已在 {folder} 中保存 1 个文件</translation>
    </message>
    <message>
        <source>Copy its numbers</source>
        <translation>复制图中的数值</translation>
    </message>
    <message>
        <source>Copy this page</source>
        <translation>复制本页</translation>
    </message>
    <message>
        <source>Copy this plot</source>
        <translation>复制此图</translation>
    </message>
    <message>
        <source>Copy this step</source>
        <translation>复制本步骤</translation>
    </message>
    <message>
        <source>Export all steps</source>
        <translation>导出所有步骤</translation>
    </message>
    <message>
        <source>Export all steps…</source>
        <translation>导出所有步骤…</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Export this page</source>
        <translation>导出本页</translation>
    </message>
    <message>
        <source>Export this page…</source>
        <translation>导出本页…</translation>
    </message>
    <message>
        <source>Export this plot</source>
        <translation>导出此图</translation>
    </message>
    <message>
        <source>Export this plot…</source>
        <translation>导出此图…</translation>
    </message>
    <message>
        <source>Export this step</source>
        <translation>导出本步骤</translation>
    </message>
    <message>
        <source>Export this step…</source>
        <translation>导出本步骤…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>The numbers are on the clipboard</source>
        <translation>数值已复制到剪贴板</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>图片已复制到剪贴板</translation>
    </message>
    <message>
        <source>{count} files saved in {folder}</source>
        <translation>已在 {folder} 中保存 {count} 个文件</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>A file with the text that is learned</source>
        <translation>要学习的文本所在的文件</translation>
    </message>
    <message>
        <source>Bend the scores by c tanh(s / c), so that none exceeds c</source>
        <translation>用 c tanh(s / c) 压缩得分，使其绝对值不超过 c</translation>
    </message>
    <message>
        <source>Divide the scores by the square root of the width of a key</source>
        <translation>把得分除以键的宽度的平方根</translation>
    </message>
    <message>
        <source>Fill in what a class can wait for, or all that the task compares</source>
        <translation>填入课堂上等得起的扫描，或该任务要比较的全部</translation>
    </message>
    <message>
        <source>How long every run is trained</source>
        <translation>每次训练的长度</translation>
    </message>
    <message>
        <source>How many heads of keys and values the query heads share among them</source>
        <translation>所有查询头共用多少个键值头</translation>
    </message>
    <message>
        <source>How many keys at the end count as padding, which nobody may attend to</source>
        <translation>末尾有多少个键按填充处理，任何查询都不可关注</translation>
    </message>
    <message>
        <source>How many layers of attention are counted</source>
        <translation>计入多少层注意力</translation>
    </message>
    <message>
        <source>How many neighbouring keys a query sees on a side</source>
        <translation>查询在一侧能看到多少个相邻的键</translation>
    </message>
    <message>
        <source>How many numbers stand for a token</source>
        <translation>用多少个数表示一个词元</translation>
    </message>
    <message>
        <source>How many query heads work side by side</source>
        <translation>有多少个查询头并行工作</translation>
    </message>
    <message>
        <source>How many runs of every kind; runs of one seed see the same samples, so that they can be compared in pairs</source>
        <translation>每种训练多少次；种子相同的训练看到相同的样本，因此可以成对比较</translation>
    </message>
    <message>
        <source>How many tokens are attended to and kept in the cache</source>
        <translation>关注并保存在缓存中的词元数</translation>
    </message>
    <message>
        <source>KV heads</source>
        <translation>键值头</translation>
    </message>
    <message>
        <source>Multiply the joined heads with an output matrix</source>
        <translation>把拼接后的各头乘以输出矩阵</translation>
    </message>
    <message>
        <source>Put the head in focus on the bench instead of random ones</source>
        <translation>在实验台上使用当前头，而不是随机的头</translation>
    </message>
    <message>
        <source>Show costs by powers of ten</source>
        <translation>按 10 的幂显示代价</translation>
    </message>
    <message>
        <source>Show errors by powers of ten: rounding becomes visible</source>
        <translation>按 10 的幂显示误差：可以看到舍入误差</translation>
    </message>
    <message>
        <source>Take the turned key for the value, as a cache of turned keys would</source>
        <translation>把旋转后的键当作值，就像缓存旋转后的键那样</translation>
    </message>
    <message>
        <source>Take width, heads and layers of a published model</source>
        <translation>采用已发表模型的宽度、头数和层数</translation>
    </message>
    <message>
        <source>The floating-point format of every number</source>
        <translation>所有数的浮点格式</translation>
    </message>
    <message>
        <source>The folder that keeps the results; what it has is not trained again</source>
        <translation>保存结果的文件夹；已有的不再训练</translation>
    </message>
    <message>
        <source>The number type of the cache</source>
        <translation>缓存所用的数值类型</translation>
    </message>
    <message>
        <source>The scores are divided by it: below 1 sharpens, above 1 evens out</source>
        <translation>得分除以温度：小于 1 使权重更集中，大于 1 使权重更平均</translation>
    </message>
    <message>
        <source>The side on which the score&apos;s matrix is counted; the scores are the same</source>
        <translation>得分里的矩阵算在哪一边；得分不变</translation>
    </message>
    <message>
        <source>W_O</source>
        <translation>W_O</translation>
    </message>
    <message>
        <source>W_a belongs to</source>
        <translation>W_a 算在</translation>
    </message>
    <message>
        <source>What counts as a token; Chinese is split by characters either way</source>
        <translation>什么算一个词元；中文总是按字切分</translation>
    </message>
    <message>
        <source>What is trained; the others are held against the first</source>
        <translation>训练哪些变体；其余的都与第一个比较</translation>
    </message>
    <message>
        <source>What makes the order of the tokens count: sines are added to the embeddings, or queries and keys are turned (rotary)</source>
        <translation>怎样让词元的顺序起作用：给词嵌入加上正弦，或旋转查询和键（旋转位置编码）</translation>
    </message>
    <message>
        <source>What the small models learn</source>
        <translation>小模型学习什么</translation>
    </message>
    <message>
        <source>Which keys a query may attend to</source>
        <translation>查询可以关注哪些键</translation>
    </message>
    <message>
        <source>Width of a query and of a key; in additive scores, of the tanh layer</source>
        <translation>查询和键的宽度；加性得分中是 tanh 层的宽度</translation>
    </message>
    <message>
        <source>Width of a token’s vector that these heads read</source>
        <translation>这些头读入的词元向量的宽度</translation>
    </message>
    <message>
        <source>Width of the one latent that keys and values of all heads are made from</source>
        <translation>潜向量的宽度；所有头的键和值都由它得到</translation>
    </message>
    <message>
        <source>Width of the random untied heads</source>
        <translation>随机的不绑定头的宽度</translation>
    </message>
    <message>
        <source>Widths r of a head, one after another: 2, 4, 8</source>
        <translation>头的宽度 r，依次写出：2, 4, 8</translation>
    </message>
    <message>
        <source>auto: {value}</source>
        <translation>自动：{value}</translation>
    </message>
    <message>
        <source>cached as</source>
        <translation>缓存类型</translation>
    </message>
    <message>
        <source>causal mask</source>
        <translation>因果掩码</translation>
    </message>
    <message>
        <source>causal window</source>
        <translation>因果窗口</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>d_head</source>
        <translation>d_head</translation>
    </message>
    <message>
        <source>d_latent</source>
        <translation>d_latent</translation>
    </message>
    <message>
        <source>d_model</source>
        <translation>d_model</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>float64</source>
        <translation>float64</translation>
    </message>
    <message>
        <source>head width r</source>
        <translation>头宽 r</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>model width d</source>
        <translation>模型宽度 d</translation>
    </message>
    <message>
        <source>no mask</source>
        <translation>无掩码</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>results in</source>
        <translation>结果存于</translation>
    </message>
    <message>
        <source>rotary</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>sinusoidal</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>sizes of</source>
        <translation>尺寸取自</translation>
    </message>
    <message>
        <source>softcap</source>
        <translation>软截断</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>stored mask</source>
        <translation>存储掩码</translation>
    </message>
    <message>
        <source>sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>the memory</source>
        <translation>记忆一边</translation>
    </message>
    <message>
        <source>the query</source>
        <translation>查询一边</translation>
    </message>
    <message>
        <source>this scenario</source>
        <translation>当前设置</translation>
    </message>
    <message>
        <source>this scenario’s head</source>
        <translation>当前设置的头</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>turn V too</source>
        <translation>V 也旋转</translation>
    </message>
    <message>
        <source>variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>widths</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>window mask</source>
        <translation>窗口掩码</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>{wrong}; {right}</source>
        <translation>{wrong}；{right}</translation>
    </message>
    <message>
        <source>÷ √d</source>
        <translation>÷ √d</translation>
    </message>
</context>
<context>
    <name>figure</name>
    <message>
        <source>Plots of this step</source>
        <translation>本步骤的图</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>{path}: could not be written: {reason}</source>
        <translation>{path}：无法写入：{reason}</translation>
    </message>
    <message>
        <source>{path}: the folder could not be made: {reason}</source>
        <translation>{path}：无法创建文件夹：{reason}</translation>
    </message>
</context>
<context>
    <name>folder_line</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>formula</name>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
</context>
<context>
    <name>freedom</name>
    <message>
        <source>Measuring d = {d}, r = {r} …</source>
        <translation>正在测量 d = {d}，r = {r}…</translation>
    </message>
    <message>
        <source>Ranks are measured up to d = {largest}: time grows as d⁶.</source>
        <translation>秩只测量到 d = {largest}：所需时间按 d⁶ 增长。</translation>
    </message>
    <message>
        <source>lost; ◆ r(d − r)</source>
        <translation>失去的；◆ r(d − r)</translation>
    </message>
    <message>
        <source>rank of the Jacobian</source>
        <translation>雅可比矩阵的秩</translation>
    </message>
    <message>
        <source>tied; ◆ 3dr − r²</source>
        <translation>绑定；◆ 3dr − r²</translation>
    </message>
    <message>
        <source>untied; ◆ 4dr − 2r²</source>
        <translation>不绑定；◆ 4dr − 2r²</translation>
    </message>
</context>
<context>
    <name>geometry</name>
    <message>
        <source>A key has {key} features and a context row {value}: no hull of keys holds it.</source>
        <translation>键有 {key} 个特征，上下文向量有 {value} 个：键的凸包无从包含它。</translation>
    </message>
    <message>
        <source>All inside the keys’ hull</source>
        <translation>全部在键的凸包之内</translation>
    </message>
    <message>
        <source>Keys or contexts are not finite: no distances.</source>
        <translation>键或上下文向量含有非有限的数：无法计算距离。</translation>
    </message>
    <message>
        <source>No tokens, no geometry.</source>
        <translation>没有词元，也就没有几何图。</translation>
    </message>
    <message>
        <source>Outside the keys’ hull: up to {farthest} spreads</source>
        <translation>在键的凸包之外：最远为离散程度的 {farthest} 倍</translation>
    </message>
    <message>
        <source>Values and context rows on their principal axes</source>
        <translation>值与上下文向量在主轴上的投影</translation>
    </message>
    <message>
        <source>axis {number} of {of}: {percent} % of the variance</source>
        <translation>主轴 {number}/{of}：占方差 {percent}%</translation>
    </message>
    <message>
        <source>axis {number}: {percent} %</source>
        <translation>主轴 {number}：{percent}%</translation>
    </message>
    <message>
        <source>context rows</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>distance ÷ spread of the keys, linear</source>
        <translation>距离 ÷ 键的离散程度，线性</translation>
    </message>
    <message>
        <source>keys {symbol} and their hull</source>
        <translation>键 {symbol} 及其凸包</translation>
    </message>
    <message>
        <source>values {symbol} and their hull</source>
        <translation>值 {symbol} 及其凸包</translation>
    </message>
    <message>
        <source>{count} of {all} context rows lie outside the keys’ hull</source>
        <translation>{all} 行上下文向量中有 {count} 行在键的凸包之外</translation>
    </message>
</context>
<context>
    <name>glossary</name>
    <message>
        <source>A bound on the scores: c tanh(scores / c).</source>
        <translation>给得分设的界：c tanh(得分 / c)。</translation>
    </message>
    <message>
        <source>A divisor of the scores: small makes weights sharp, large makes them even.</source>
        <translation>得分的除数：小则权重尖锐，大则权重平均。</translation>
    </message>
    <message>
        <source>A narrow vector that keys and values are both made from (MLA).</source>
        <translation>一个较窄的向量，键和值都由它得到（MLA）。</translation>
    </message>
    <message>
        <source>A task: after pairs of keys and values, name the value of a key.</source>
        <translation>一种任务：读过若干键值对之后，说出某个键的值。</translation>
    </message>
    <message>
        <source>A tied head of twice the width can do whatever an untied head can.</source>
        <translation>两倍宽的绑定头能做到不绑定的头所能做的一切。</translation>
    </message>
    <message>
        <source>A trained model&apos;s matrices put together as another variant does, and not trained again.</source>
        <translation>把训练好的模型的矩阵按另一种变体的方式组合，不再训练。</translation>
    </message>
    <message>
        <source>A weighted mean of values, with weights that say how well a query matches each key.</source>
        <translation>值的加权平均，权重表示查询与各个键匹配得如何。</translation>
    </message>
    <message>
        <source>All weighted means of some points: a context never leaves the hull of the values.</source>
        <translation>若干点的所有加权平均构成的区域：上下文向量从不离开值的凸包。</translation>
    </message>
    <message>
        <source>Between an encoder and a decoder: each state of the decoder asks, and the states of the encoder answer (Bahdanau 2014, Luong 2015).</source>
        <translation>编码器与解码器之间的注意力：解码器的每个状态提问，编码器的各个状态作答（Bahdanau 2014、Luong 2015）。</translation>
    </message>
    <message>
        <source>Dividing scores by the root of the head&apos;s width, which keeps their spread the same at any width.</source>
        <translation>得分除以头宽度的平方根，使其离散程度不随宽度改变。</translation>
    </message>
    <message>
        <source>Find a term, in any language</source>
        <translation>查找术语，中英文均可</translation>
    </message>
    <message>
        <source>Finding what followed the same token before; it takes two layers of attention.</source>
        <translation>找出同一词元先前后面跟着什么；需要两层注意力。</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>How evenly a row of weights is spread: 0 looks at one key only.</source>
        <translation>一行权重分布得有多平均：0 表示只看一个键。</translation>
    </message>
    <message>
        <source>How many independent directions a matrix has.</source>
        <translation>矩阵有多少个独立的方向。</translation>
    </message>
    <message>
        <source>How the loss answers when a number moves; a tied matrix gets two parts.</source>
        <translation>某个数变动时损失如何响应；绑定的矩阵会得到两部分。</translation>
    </message>
    <message>
        <source>How well a query matches a key, before the softmax.</source>
        <translation>softmax 之前，查询与键的匹配程度。</translation>
    </message>
    <message>
        <source>K and V are made from the same vectors.</source>
        <translation>K 和 V 由同样的向量得到。</translation>
    </message>
    <message>
        <source>K and V are numerically equal.</source>
        <translation>K 和 V 的数值相等。</translation>
    </message>
    <message>
        <source>No term has these words.</source>
        <translation>没有包含这些字词的术语。</translation>
    </message>
    <message>
        <source>No token may look at those that come after it.</source>
        <translation>任何词元都不能看它后面的词元。</translation>
    </message>
    <message>
        <source>One attention of its own, of small width; several work side by side.</source>
        <translation>一份独立的、宽度较小的注意力；多个头并行工作。</translation>
    </message>
    <message>
        <source>Queries come from one text, keys and values from another.</source>
        <translation>查询来自一段文本，键和值来自另一段。</translation>
    </message>
    <message>
        <source>Queries, keys and values are all made from one input X.</source>
        <translation>查询、键和值都由同一个输入 X 得到。</translation>
    </message>
    <message>
        <source>Says which query may look at which key; what is masked has weight 0.</source>
        <translation>规定哪个查询可以看哪个键；被屏蔽的权重为 0。</translation>
    </message>
    <message>
        <source>Several query heads use one head of keys and values (GQA); with one: MQA.</source>
        <translation>多个查询头共用一个键值头（GQA）；只有一个键值头时称为 MQA。</translation>
    </message>
    <message>
        <source>The contexts of all heads side by side, times W_O.</source>
        <translation>各头的上下文向量拼接后乘以 W_O。</translation>
    </message>
    <message>
        <source>The input is added to what a layer makes of it.</source>
        <translation>把输入加到该层对它的计算结果上。</translation>
    </message>
    <message>
        <source>The keys and values of past tokens that a language model keeps while it writes.</source>
        <translation>语言模型生成时保存下来的、先前词元的键和值。</translation>
    </message>
    <message>
        <source>The product with a matrix that makes queries, keys or values of vectors.</source>
        <translation>与矩阵相乘，由向量得到查询、键或值。</translation>
    </message>
    <message>
        <source>The same matrix makes K and V.</source>
        <translation>K 和 V 由同一个矩阵得到。</translation>
    </message>
    <message>
        <source>The share of its attention that a query gives a key; a row adds up to 1.</source>
        <translation>查询分给某个键的注意力份额；每行之和为 1。</translation>
    </message>
    <message>
        <source>The vector of a token, before any attention.</source>
        <translation>词元的向量，尚未经过任何注意力。</translation>
    </message>
    <message>
        <source>Turns a row of scores into weights: exponentials over their sum.</source>
        <translation>把一行得分变成权重：各项的指数除以指数之和。</translation>
    </message>
    <message>
        <source>Using one matrix in two places: K=V tied has W_V = W_K.</source>
        <translation>在两处使用同一个矩阵：K=V 绑定即 W_V = W_K。</translation>
    </message>
    <message>
        <source>Weights times values: what a query carries away.</source>
        <translation>权重乘以值：查询带走的内容。</translation>
    </message>
    <message>
        <source>What a text is cut into: a word or a character.</source>
        <translation>文本切分的单位：一个词或一个字符。</translation>
    </message>
    <message>
        <source>What a token asks for; its row of Q.</source>
        <translation>词元要找什么；即它在 Q 中的一行。</translation>
    </message>
    <message>
        <source>What a token hands over when it is found; its row of V.</source>
        <translation>词元被找到后交出什么；即它在 V 中的一行。</translation>
    </message>
    <message>
        <source>What a token is found by; its row of K.</source>
        <translation>词元凭什么被找到；即它在 K 中的一行。</translation>
    </message>
    <message>
        <source>What it means here</source>
        <translation>在这里的含义</translation>
    </message>
    <message>
        <source>What reads the source text into states; what writes the target text.</source>
        <translation>前者把源文本读成一串状态，后者写出目标文本。</translation>
    </message>
    <message>
        <source>What tells attention the order of tokens: waves added to the embeddings (sinusoidal), or a turn of queries and keys (rotary).</source>
        <translation>让注意力知道词元的次序：或在嵌入上加正弦波（正弦式），或旋转查询和键（旋转式）。</translation>
    </message>
    <message>
        <source>Which tokens of the source a token of the target looks at: a row of the weights.</source>
        <translation>目标词元关注源文本的哪些词元：即权重的一行。</translation>
    </message>
</context>
<context>
    <name>gradients</name>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Matrices</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>No gradients: {reason}.</source>
        <translation>没有梯度：{reason}。</translation>
    </message>
    <message>
        <source>Q, K, V</source>
        <translation>Q、K、V</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>The output is narrower now: its last feature stands in for the chosen one.</source>
        <translation>输出变窄了：以最后一个特征代替所选的特征。</translation>
    </message>
    <message>
        <source>There is no token {wanted} here: “{token}” stands in for it.</source>
        <translation>这里没有第 {wanted} 个词元：以“{token}”代替。</translation>
    </message>
    <message>
        <source>as key</source>
        <translation>作为键</translation>
    </message>
    <message>
        <source>as query</source>
        <translation>作为查询</translation>
    </message>
    <message>
        <source>as value</source>
        <translation>作为值</translation>
    </message>
    <message>
        <source>back in time</source>
        <translation>沿时间传回</translation>
    </message>
    <message>
        <source>tanh layer of “{token}”</source>
        <translation>“{token}”的 tanh 层</translation>
    </message>
    <message>
        <source>{sum} of head {head}: cosine of its parts {value}</source>
        <translation>第 {head} 头的 {sum}：两部分的余弦 {value}</translation>
    </message>
    <message>
        <source>{sum}: cosine of its parts {value}</source>
        <translation>{sum}：两部分的余弦 {value}</translation>
    </message>
    <message>
        <source>{sum}: one of its parts is zero</source>
        <translation>{sum}：有一部分为零</translation>
    </message>
</context>
<context>
    <name>handout</name>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>For instance: {ways}.</source>
        <translation>例如：{ways}。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Save the handout</source>
        <translation>保存讲义</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>{label}: {value}</source>
        <translation>{label}：{value}</translation>
    </message>
</context>
<context>
    <name>head_chips</name>
    <message>
        <source>Focused head</source>
        <translation>当前头</translation>
    </message>
    <message>
        <source>Head {number}</source>
        <translation>第 {number} 个头</translation>
    </message>
    <message>
        <source>Show head {number}</source>
        <translation>显示第 {number} 个头</translation>
    </message>
    <message>
        <source>The head that the plots show</source>
        <translation>图中显示的头</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>/ {count}</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>About QKV Explorer</source>
        <translation>关于 QKV Explorer</translation>
    </message>
    <message>
        <source>Ctrl and wheel</source>
        <translation>Ctrl 加滚轮</translation>
    </message>
    <message>
        <source>Every number shown is computed here, from your text. Vectors and matrices are those of a small trained model, or drawn from a seed: the list beside the text says which.</source>
        <translation>这里显示的每个数字都由你的文本计算得出。向量和矩阵来自一个小型的已训练模型，或按种子抽取：文本旁边的列表会说明是哪一种。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>自由软件，采用 MIT 许可证。</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>Let the pinned cell go; stop playing; cancel a long run</source>
        <translation>取消固定单元格；停止播放；取消耗时的计算</translation>
    </message>
    <message>
        <source>Look at the plots from nearer or farther; 0 shows all again</source>
        <translation>放大或缩小图；按 0 恢复显示全部</translation>
    </message>
    <message>
        <source>Make its number larger or smaller</source>
        <translation>增大或减小它的数值</translation>
    </message>
    <message>
        <source>Move the pinned cell; with Shift by ten</source>
        <translation>移动固定的单元格；按住 Shift 每次移十格</translation>
    </message>
    <message>
        <source>Pin it: the lens keeps it while you look elsewhere</source>
        <translation>固定它：看别处时，放大镜仍停留在它上面</translation>
    </message>
    <message>
        <source>Preview how its number comes about</source>
        <translation>预览它的数是怎样算出来的</translation>
    </message>
    <message>
        <source>Put another number into it</source>
        <translation>填入另一个数</translation>
    </message>
    <message>
        <source>QKV Explorer shows attention step by step, down to single products and sums, and what changes when keys and values are tied.</source>
        <translation>QKV Explorer 逐步展示注意力的计算，细到每一次相乘和相加，并展示把键与值绑定后会发生什么变化。</translation>
    </message>
    <message>
        <source>Show that step</source>
        <translation>显示对应的步骤</translation>
    </message>
    <message>
        <source>Without a pinned cell: the step before, the next step</source>
        <translation>没有固定单元格时：上一步骤、下一步骤</translation>
    </message>
    <message>
        <source>click on a cell</source>
        <translation>单击单元格</translation>
    </message>
    <message>
        <source>double click on a cell</source>
        <translation>双击单元格</translation>
    </message>
    <message>
        <source>pointer on a cell</source>
        <translation>指针移到单元格上</translation>
    </message>
    <message>
        <source>wheel on the pinned cell</source>
        <translation>在固定的单元格上滚动滚轮</translation>
    </message>
</context>
<context>
    <name>import</name>
    <message>
        <source>A label is empty. Give every row a token.</source>
        <translation>有一个标签为空。请给每一行一个词元。</translation>
    </message>
    <message>
        <source>Embeddings of the target text</source>
        <translation>目标文本的嵌入</translation>
    </message>
    <message>
        <source>Embeddings of the text</source>
        <translation>文本的嵌入</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实有</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import numbers</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Matrix {name}</source>
        <translation>矩阵 {name}</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>未能导入</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>The labels of the rows are the tokens</source>
        <translation>行标签即词元</translation>
    </message>
    <message>
        <source>There are {heads} heads, and embeddings have none.</source>
        <translation>其中有 {heads} 个头，而嵌入没有头。</translation>
    </message>
    <message>
        <source>There are {rows} rows and {count} tokens. Give as many rows, or label them.</source>
        <translation>有 {rows} 行和 {count} 个词元。请使行数与词元数相同，或为各行加上标签。</translation>
    </message>
    <message>
        <source>Use as</source>
        <translation>用作</translation>
    </message>
    <message>
        <source>a row for each token: labelled rows, or {count} rows for the present text</source>
        <translation>每个词元一行：带标签的行，或与当前文本对应的 {count} 行</translation>
    </message>
    <message>
        <source>{name} is {needed} here, and the table is {found}. Choose other sizes in the options, or another table.</source>
        <translation>此处 {name} 为 {needed}，而该表为 {found}。请在选项中改用其他尺寸，或选择另一张表。</translation>
    </message>
</context>
<context>
    <name>inputs</name>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>词嵌入</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>向量</translation>
    </message>
</context>
<context>
    <name>kv_strip</name>
    <message>
        <source>Cosine of each key with its own value, averaged</source>
        <translation>每个键与其对应值的余弦，取平均</translation>
    </message>
    <message>
        <source>Floating-point operations: projections {projections}, attention {attention}</source>
        <translation>浮点运算次数：投影 {projections}，注意力 {attention}</translation>
    </message>
    <message>
        <source>KV cache {bytes} B a token</source>
        <translation>KV 缓存 {bytes} B/词元</translation>
    </message>
    <message>
        <source>Keys against values</source>
        <translation>键与值的比较</translation>
    </message>
    <message>
        <source>The largest difference between a key&apos;s number and its value&apos;s</source>
        <translation>键与对应值逐个数字相比的最大差</translation>
    </message>
    <message>
        <source>This mechanism has no projection matrices</source>
        <translation>这个机制没有投影矩阵</translation>
    </message>
    <message>
        <source>With W_a counted on the other side: {reason}</source>
        <translation>W_a 算在另一边时：{reason}</translation>
    </message>
    <message>
        <source>every number shown is computed</source>
        <translation>每个数字都是算出来的</translation>
    </message>
    <message>
        <source>max |K−V| = {value}</source>
        <translation>max |K−V| = {value}</translation>
    </message>
    <message>
        <source>mean cosine {value}</source>
        <translation>平均余弦 {value}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>parameters {count}</source>
        <translation>参数 {count}</translation>
    </message>
    <message>
        <source>same map</source>
        <translation>同映射</translation>
    </message>
    <message>
        <source>same numbers</source>
        <translation>同数值</translation>
    </message>
    <message>
        <source>same source</source>
        <translation>同源</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{count} operations</source>
        <translation>{count} 次运算</translation>
    </message>
</context>
<context>
    <name>lab</name>
    <message>
        <source>2 minutes in class</source>
        <translation>课堂两分钟</translation>
    </message>
    <message>
        <source>A text to learn</source>
        <translation>要学习的文本</translation>
    </message>
    <message>
        <source>A worker process died ({reason}); its runs are made once more.</source>
        <translation>一个工作进程中止了（{reason}）；其训练将重做一次。</translation>
    </message>
    <message>
        <source>Bahdanau</source>
        <translation>Bahdanau</translation>
    </message>
    <message>
        <source>Expected: {theory}</source>
        <translation>预期：{theory}</translation>
    </message>
    <message>
        <source>Failed: {variant}, width {width}, seed {seed}: {reason}</source>
        <translation>失败：{variant}，宽度 {width}，种子 {seed}：{reason}</translation>
    </message>
    <message>
        <source>GQA</source>
        <translation>GQA</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>K = V</source>
        <translation>K = V</translation>
    </message>
    <message>
        <source>K = V = X</source>
        <translation>K = V = X</translation>
    </message>
    <message>
        <source>K = V, GQA</source>
        <translation>K = V，GQA</translation>
    </message>
    <message>
        <source>K = V, MQA</source>
        <translation>K = V，MQA</translation>
    </message>
    <message>
        <source>Luong dot</source>
        <translation>Luong 点积</translation>
    </message>
    <message>
        <source>Luong general</source>
        <translation>Luong 一般式</translation>
    </message>
    <message>
        <source>MQA</source>
        <translation>MQA</translation>
    </message>
    <message>
        <source>Nothing is trained yet. Start trains small models on this machine.</source>
        <translation>还没有训练。按“开始”将在本机训练小模型。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Python’s reference</source>
        <translation>Python 语言参考</translation>
    </message>
    <message>
        <source>Q = K</source>
        <translation>Q = K</translation>
    </message>
    <message>
        <source>Q = K = V</source>
        <translation>Q = K = V</translation>
    </message>
    <message>
        <source>Show the curves at width {width}</source>
        <translation>显示宽度 {width} 的曲线</translation>
    </message>
    <message>
        <source>So far, from {done} of {all} runs:</source>
        <translation>目前，根据 {all} 次训练中的 {done} 次：</translation>
    </message>
    <message>
        <source>The first runs are under way.</source>
        <translation>第一批训练正在进行。</translation>
    </message>
    <message>
        <source>The training ended: {why}</source>
        <translation>训练中止：{why}</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Where to keep the results</source>
        <translation>结果存放在哪里</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>among your data</source>
        <translation>用户数据目录</translation>
    </message>
    <message>
        <source>curves at width</source>
        <translation>曲线所示宽度</translation>
    </message>
    <message>
        <source>full sweep</source>
        <translation>完整扫描</translation>
    </message>
    <message>
        <source>my own</source>
        <translation>自定</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the model is gone</source>
        <translation>模型文件不见了</translation>
    </message>
    <message>
        <source>untied</source>
        <translation>不绑定</translation>
    </message>
    <message>
        <source>{count} more failed; the list of runs has them.</source>
        <translation>另有 {count} 次失败；见训练列表。</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{steps} steps of {batch} samples, learning rate {rate}; {measure} of {tests} test samples. Differences are from {reference}, seed by seed. Marks and brackets: means and 95 % bootstrap intervals; points are seeds.</source>
        <translation>{steps} 步，每步 {batch} 个样本，学习率 {rate}；{measure}在 {tests} 个测试样本上测得。差别是逐种子与{reference}相比。标记与方括号：均值与 95% 自助法区间；小点是各个种子。</translation>
    </message>
</context>
<context>
    <name>lab_figures</name>
    <message>
        <source>2r = {doubled}</source>
        <translation>2r = {doubled}</translation>
    </message>
    <message>
        <source>Difference from {reference}, seed by seed</source>
        <translation>与{reference}逐种子之差</translation>
    </message>
    <message>
        <source>Do the parts of a tied gradient agree? Width {width}</source>
        <translation>绑定梯度的各部分是否一致？宽度 {width}</translation>
    </message>
    <message>
        <source>No run at this width has begun.</source>
        <translation>这一宽度的训练还没有开始。</translation>
    </message>
    <message>
        <source>Nothing that is tied has been trained at this width yet.</source>
        <translation>这一宽度还没有训练过绑定的变体。</translation>
    </message>
    <message>
        <source>There is nothing yet to compare.</source>
        <translation>还没有可比较的。</translation>
    </message>
    <message>
        <source>Training loss at width {width}</source>
        <translation>宽度 {width} 的训练损失</translation>
    </message>
    <message>
        <source>as {reference}</source>
        <translation>与{reference}相同</translation>
    </message>
    <message>
        <source>at right angles</source>
        <translation>互相垂直</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>difference in {measure}</source>
        <translation>{measure}之差</translation>
    </message>
    <message>
        <source>guessing: {chance}</source>
        <translation>猜测：{chance}</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>room for K = V by the width law</source>
        <translation>宽度定律给 K = V 的容量</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>width of the states</source>
        <translation>状态的宽度</translation>
    </message>
    <message>
        <source>width r of a head</source>
        <translation>头的宽度 r</translation>
    </message>
    <message>
        <source>width {width}</source>
        <translation>宽度 {width}</translation>
    </message>
    <message>
        <source>{heading}: {task}, {steps} steps, {seeds} seeds, 95 % intervals</source>
        <translation>{heading}：{task}，{steps} 步，{seeds} 个种子，95 % 区间</translation>
    </message>
    <message>
        <source>{measure} at width {width}</source>
        <translation>宽度 {width} 的{measure}</translation>
    </message>
    <message>
        <source>{measure} in tests at width {width}</source>
        <translation>宽度 {width} 的测试{measure}</translation>
    </message>
    <message>
        <source>{measure} over the width</source>
        <translation>{measure}随宽度</translation>
    </message>
</context>
<context>
    <name>lab_opening</name>
    <message>
        <source>Choose a run to see what it learned.</source>
        <translation>选一次训练，看它学到了什么。</translation>
    </message>
    <message>
        <source>Open in the explorer</source>
        <translation>在步骤面板中打开</translation>
    </message>
    <message>
        <source>Show in the step panels what this run has learned</source>
        <translation>在各步骤面板中显示这次训练学到了什么</translation>
    </message>
    <message>
        <source>Which {part} of the run the panels show</source>
        <translation>各步骤展示该次训练的第几个：{part}</translation>
    </message>
    <message>
        <source>example</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>{variant}, width {width}, seed {seed}</source>
        <translation>{variant}，宽度 {width}，种子 {seed}</translation>
    </message>
    <message>
        <source>{variant}, width {width}, seed {seed}: no model</source>
        <translation>{variant}，宽度 {width}，种子 {seed}：没有模型</translation>
    </message>
</context>
<context>
    <name>lab_runs</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>r</source>
        <translation>r</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>{run}: failed: {reason}</source>
        <translation>{run}：失败：{reason}</translation>
    </message>
    <message>
        <source>{run}: waits</source>
        <translation>{run}：等待中</translation>
    </message>
    <message>
        <source>{run}: {measure} {value}</source>
        <translation>{run}：{measure} {value}</translation>
    </message>
    <message>
        <source>{run}: {percent} % trained</source>
        <translation>{run}：已训练 {percent}%</translation>
    </message>
    <message>
        <source>{variant}, width {width}, seed {seed}</source>
        <translation>{variant}，宽度 {width}，种子 {seed}</translation>
    </message>
</context>
<context>
    <name>lab_side</name>
    <message>
        <source>1 process</source>
        <translation>1 个进程</translation>
    </message>
    <message>
        <source>A click shows a run’s curves, a double click opens it</source>
        <translation>单击显示该次训练的曲线，双击打开它</translation>
    </message>
    <message>
        <source>All {count} runs are there</source>
        <translation>{count} 次训练都已完成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Continue: 1 run</source>
        <translation>继续：1 次训练</translation>
    </message>
    <message>
        <source>Continue: {count} runs</source>
        <translation>继续：{count} 次训练</translation>
    </message>
    <message>
        <source>Every run has ended.</source>
        <translation>所有训练都已结束。</translation>
    </message>
    <message>
        <source>Let all runs wait, or go on</source>
        <translation>让所有训练等待，或继续</translation>
    </message>
    <message>
        <source>Measuring how long it will take …</source>
        <translation>正在测算需要多久……</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused; about {time} left</source>
        <translation>已暂停；约剩 {time}</translation>
    </message>
    <message>
        <source>Progress of all runs</source>
        <translation>全部训练的进度</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>各次训练</translation>
    </message>
    <message>
        <source>Start 1 run</source>
        <translation>开始 1 次训练</translation>
    </message>
    <message>
        <source>Start {count} runs</source>
        <translation>开始 {count} 次训练</translation>
    </message>
    <message>
        <source>Starting {processes} …</source>
        <translation>正在启动 {processes}……</translation>
    </message>
    <message>
        <source>Stop; runs that have ended are kept, and Continue goes on</source>
        <translation>停止；已结束的训练会保留，之后可以继续</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止……</translation>
    </message>
    <message>
        <source>The run is there</source>
        <translation>该次训练已完成</translation>
    </message>
    <message>
        <source>Train what is missing, beside your work</source>
        <translation>在后台训练尚缺的部分，不影响操作</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>about {time} left on {processes}</source>
        <translation>约剩 {time}（{processes}）</translation>
    </message>
    <message>
        <source>will take about {time} on {processes}</source>
        <translation>约需 {time}（{processes}）</translation>
    </message>
    <message>
        <source>{count} processes</source>
        <translation>{count} 个进程</translation>
    </message>
    <message>
        <source>{there} of {total} runs are there</source>
        <translation>{total} 次训练已有 {there} 次</translation>
    </message>
</context>
<context>
    <name>law</name>
    <message>
        <source>This run has no output matrix: only the question without W_O.</source>
        <translation>这次计算没有输出矩阵：只有“没有 W_O”的情形。</translation>
    </message>
    <message>
        <source>With W_O: exact from s = {width} on</source>
        <translation>有 W_O：从 s = {width} 起无误差</translation>
    </message>
    <message>
        <source>With W_O: {error} is left at s = {d}</source>
        <translation>有 W_O：s = {d} 时仍剩 {error}</translation>
    </message>
    <message>
        <source>Without W_O: exact from s = {width} on</source>
        <translation>没有 W_O：从 s = {width} 起无误差</translation>
    </message>
    <message>
        <source>Without W_O: {error} is left at s = {d}</source>
        <translation>没有 W_O：s = {d} 时仍剩 {error}</translation>
    </message>
    <message>
        <source>each of {count} random heads</source>
        <translation>{count} 个随机头，各一条</translation>
    </message>
    <message>
        <source>least relative error</source>
        <translation>最小相对误差</translation>
    </message>
    <message>
        <source>predicted {width}</source>
        <translation>预测值 {width}</translation>
    </message>
    <message>
        <source>relative error {error}
width {k} + {v} = {width}
{width} numbers cached, as untied</source>
        <translation>相对误差 {error}
宽度 {k} + {v} = {width}
缓存同为 {width} 个数</translation>
    </message>
    <message>
        <source>their mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>this scenario&apos;s head</source>
        <translation>当前设置的头</translation>
    </message>
    <message>
        <source>width s of the tied head (untied: r = {r})</source>
        <translation>绑定头的宽度 s（不绑定：r = {r}）</translation>
    </message>
</context>
<context>
    <name>lens</name>
    <message>
        <source>Arithmetic of the cell</source>
        <translation>单元格的计算过程</translation>
    </message>
    <message>
        <source>Change this number</source>
        <translation>改这个数</translation>
    </message>
    <message>
        <source>Change this number (Enter or double click)</source>
        <translation>改这个数（回车或双击）</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Let this cell be computed again</source>
        <translation>让这个单元格重新由计算得出</translation>
    </message>
    <message>
        <source>Point at a cell to see how its number comes about. Click to pin it, then move with the arrow keys; Enter changes the number.</source>
        <translation>指向一个单元格，看它的数是怎样算出来的。单击可固定，再用方向键移动；回车键改数。</translation>
    </message>
    <message>
        <source>Reset this cell</source>
        <translation>还原这个单元格</translation>
    </message>
    <message>
        <source>allowed by the mask</source>
        <translation>掩码允许</translation>
    </message>
    <message>
        <source>changed by you; the arithmetic gives {value}:</source>
        <translation>你改过这个数；按计算应为 {value}：</translation>
    </message>
    <message>
        <source>click pins</source>
        <translation>单击固定</translation>
    </message>
    <message>
        <source>head {number}</source>
        <translation>头 {number}</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>屏蔽</translation>
    </message>
    <message>
        <source>next: {words} = {value}</source>
        <translation>下一步：{words} = {value}</translation>
    </message>
    <message>
        <source>overwritten by you</source>
        <translation>你改写的值</translation>
    </message>
    <message>
        <source>pinned · Esc lets go</source>
        <translation>已固定 · 按 Esc 取消</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>softcap {cap}</source>
        <translation>软截断 {cap}</translation>
    </message>
    <message>
        <source>softmax over the row</source>
        <translation>对这一行取 softmax</translation>
    </message>
    <message>
        <source>too large: held at the largest number</source>
        <translation>数值过大：取为最大可表示的数</translation>
    </message>
    <message>
        <source>{number} − Σ</source>
        <translation>{number} − Σ</translation>
    </message>
    <message>
        <source>… and {count} more, together {sum}</source>
        <translation>……另有 {count} 项，合计 {sum}</translation>
    </message>
</context>
<context>
    <name>lesson_pane</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Back to the lesson&apos;s state</source>
        <translation>回到课程的状态</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave the lesson</source>
        <translation>离开课程</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Step {number}: {title}</source>
        <translation>第 {number} 步：{title}</translation>
    </message>
    <message>
        <source>The next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>You are on your own way; the lesson has let go.</source>
        <translation>你正在自己探索，课程已经放手。</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答对</translation>
    </message>
</context>
<context>
    <name>lesson_question</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Click a cell of the plot, then check.</source>
        <translation>先在图中点击一个格子，再检查。</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>动手找答案</translation>
    </message>
    <message>
        <source>In this state the question has no answer ({why}); go back to the lesson&apos;s.</source>
        <translation>在当前状态下这个问题没有答案（{why}）；请回到课程的状态。</translation>
    </message>
    <message>
        <source>It is {best}, {value}.</source>
        <translation>答案是{best}：{value}。</translation>
    </message>
    <message>
        <source>Not so.</source>
        <translation>不对。</translation>
    </message>
    <message>
        <source>Not so: {cell} gets {value}.</source>
        <translation>不对：{cell}得到 {value}。</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>先预测</translation>
    </message>
    <message>
        <source>Predict: which cell?</source>
        <translation>先预测：哪个格子？</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>正确。</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>演示给我看</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>显示答案</translation>
    </message>
    <message>
        <source>Type a number such as 0.25.</source>
        <translation>请输入一个数，例如 0.25。</translation>
    </message>
    <message>
        <source>Your cell: {cell}</source>
        <translation>你选的格子：{cell}</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>你的数</translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation>轮到你了</translation>
    </message>
    <message>
        <source>your number</source>
        <translation>你的数</translation>
    </message>
    <message>
        <source>{cell} is not in the row that is asked for.</source>
        <translation>{cell}不在题目所问的那一行或那一列。</translation>
    </message>
    <message>
        <source>{number} is too large.</source>
        <translation>{number} 太大了。</translation>
    </message>
    <message>
        <source>{number} is too small.</source>
        <translation>{number} 太小了。</translation>
    </message>
</context>
<context>
    <name>lessons</name>
    <message>
        <source>A lesson&apos;s folder</source>
        <translation>课程文件夹</translation>
    </message>
    <message>
        <source>After a lesson&apos;s files have changed</source>
        <translation>课程文件改动之后使用</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Begin or go on: {title}</source>
        <translation>开始或继续：{title}</translation>
    </message>
    <message>
        <source>Forget progress</source>
        <translation>清除进度</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Handout…</source>
        <translation>讲义…</translation>
    </message>
    <message>
        <source>Make a lesson from states of the window that you keep</source>
        <translation>把保留下来的窗口状态做成一节课</translation>
    </message>
    <message>
        <source>Open a lesson&apos;s folder…</source>
        <translation>打开课程文件夹…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Reading the lessons …</source>
        <translation>正在读取课程……</translation>
    </message>
    <message>
        <source>Record lesson</source>
        <translation>录制课程</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Save the lesson as a sheet, with the answers on a page of their own</source>
        <translation>把这节课保存成讲义，答案单独放在一页</translation>
    </message>
    <message>
        <source>Take part in a lesson that somebody has given you</source>
        <translation>学习他人给你的课程</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>尚未开始</translation>
    </message>
    <message>
        <source>{minutes} min · {steps} steps · {questions} questions</source>
        <translation>{minutes} 分钟 · {steps} 步 · {questions} 道题</translation>
    </message>
    <message>
        <source>{seen} of {steps} steps seen, {answered} of {questions} answered</source>
        <translation>已看 {seen}/{steps} 步，已答对 {answered}/{questions} 题</translation>
    </message>
</context>
<context>
    <name>loss_row</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss:</source>
        <translation>损失：</translation>
    </message>
    <message>
        <source>Output feature</source>
        <translation>输出特征</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Take the pinned cell</source>
        <translation>采用固定的单元格</translation>
    </message>
    <message>
        <source>Take the pinned cell: one of the output becomes what is to grow, one of the scores or weights says which query is to copy which token</source>
        <translation>采用固定的单元格：输出的单元格成为要变大的数；得分或权重的单元格说明哪个查询要复制哪个词元</translation>
    </message>
    <message>
        <source>The number of that row that is to grow, from 1</source>
        <translation>这一行中要变大的数，从 1 数起</translation>
    </message>
    <message>
        <source>The token whose row of the output is meant</source>
        <translation>所指的是哪个词元的输出行</translation>
    </message>
    <message>
        <source>The token whose vector or value is to come out</source>
        <translation>要让哪个词元的向量或值出现在输出中</translation>
    </message>
    <message>
        <source>Token to copy</source>
        <translation>要复制的词元</translation>
    </message>
    <message>
        <source>What is asked of the output: all gradients are of this</source>
        <translation>对输出的要求：所有梯度都由它而来</translation>
    </message>
    <message>
        <source>at</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>copy the value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>copy the vector</source>
        <translation>复制向量</translation>
    </message>
    <message>
        <source>make larger</source>
        <translation>变大</translation>
    </message>
    <message>
        <source>of</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
</context>
<context>
    <name>options_row</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
</context>
<context>
    <name>output</name>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Click a row of the weights to choose the query.</source>
        <translation>单击权重的一行来选择查询。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>各键的贡献</translation>
    </message>
    <message>
        <source>Every context row lies in the hull of the values</source>
        <translation>上下文向量的每一行都在值的凸包内</translation>
    </message>
    <message>
        <source>Hull</source>
        <translation>凸包</translation>
    </message>
    <message>
        <source>Likeliest answer; ◆ the right one</source>
        <translation>最可能的答案；◆ 正确答案</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>No output matrix: the context is the output.</source>
        <translation>没有输出矩阵：上下文向量就是输出。</translation>
    </message>
    <message>
        <source>No output matrix: the joined heads are the output.</source>
        <translation>没有输出矩阵：拼接后的各头就是输出。</translation>
    </message>
    <message>
        <source>No tokens, no contributions.</source>
        <translation>没有词元，也就没有贡献。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Query “{token}”: parts of its context</source>
        <translation>查询“{token}”：其上下文向量的各部分</translation>
    </message>
    <message>
        <source>The query is pinned; Escape lets it go.</source>
        <translation>查询已固定；按 Esc 取消。</translation>
    </message>
    <message>
        <source>context rows {symbol}</source>
        <translation>上下文向量 {symbol} 的各行</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>principal axis {number} of {of}</source>
        <translation>主轴 {number}/{of}</translation>
    </message>
    <message>
        <source>principal axis {number} of {of} ({percent} % of the variance)</source>
        <translation>主轴 {number}/{of}（占方差 {percent}%）</translation>
    </message>
    <message>
        <source>principal axis {number} of {of} ({percent} %)</source>
        <translation>主轴 {number}/{of}（{percent}%）</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>values {symbol} (also the keys) and their hull</source>
        <translation>值 {symbol}（也是键）及其凸包</translation>
    </message>
    <message>
        <source>values {symbol} and their hull</source>
        <translation>值 {symbol} 及其凸包</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>{count} of {all} context rows are means of the values and lie in their hull</source>
        <translation>{all} 行上下文向量中有 {count} 行是值的加权平均，落在其凸包内</translation>
    </message>
    <message>
        <source>{given} ✗ right: {right}</source>
        <translation>{given} ✗ 正确：{right}</translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>cells changed by hand: {n}</source>
        <translation>手工改动的单元格：{n} 个</translation>
    </message>
    <message>
        <source>from files: {names}; the rest random, seed {seed}</source>
        <translation>读自文件：{names}；其余随机，种子 {seed}</translation>
    </message>
    <message>
        <source>head {head} of {heads}</source>
        <translation>头 {head}（共 {heads} 个）</translation>
    </message>
    <message>
        <source>layer {layer}</source>
        <translation>第 {layer} 层</translation>
    </message>
    <message>
        <source>random vectors and matrices, seed {seed}</source>
        <translation>随机的向量和矩阵，种子 {seed}</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Does tying K and V cost anything? Trained here and now.</source>
        <translation>绑定 K 与 V 有代价吗？当场训练来看。</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>How strong, and which, may the matches be?</source>
        <translation>匹配可以多强？哪些匹配允许保留？</translation>
    </message>
    <message>
        <source>How well does each query match each key?</source>
        <translation>每个查询与每个键有多匹配？</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Projections</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Scale and mask</source>
        <translation>缩放与掩码</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Tying bench</source>
        <translation>绑定实验台</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What does a head lose when K and V are tied, and what is saved?</source>
        <translation>绑定 K 与 V：失去什么，省下什么？</translation>
    </message>
    <message>
        <source>What does each query carry away?</source>
        <translation>每个查询带走了什么？</translation>
    </message>
    <message>
        <source>What is there to learn, step by step?</source>
        <translation>一步一步，可以学到什么？</translation>
    </message>
    <message>
        <source>What is true about K = V, and what shows it?</source>
        <translation>关于 K = V，哪些说法成立？依据是什么？</translation>
    </message>
    <message>
        <source>What share of its attention does each key get?</source>
        <translation>每个键分到多少注意力？</translation>
    </message>
    <message>
        <source>What stays, and what changes, between variants?</source>
        <translation>变体之间，什么不变，什么改变？</translation>
    </message>
    <message>
        <source>Which input goes through which matrix?</source>
        <translation>哪个输入经过哪个矩阵？</translation>
    </message>
    <message>
        <source>Which vectors does attention start from?</source>
        <translation>注意力从哪些向量出发？</translation>
    </message>
    <message>
        <source>Which way would learning push every number?</source>
        <translation>学习会把每个数推向哪里？</translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>{title}: the image could not be encoded</source>
        <translation>{title}：图像无法编码</translation>
    </message>
    <message>
        <source>{title}: {width} × {height} pixels are too many for an image; use fewer dots per inch, or SVG or PDF</source>
        <translation>{title}：{width} × {height} 像素超出了图像的上限；请降低 DPI，或改用 SVG 或 PDF</translation>
    </message>
</context>
<context>
    <name>positions</name>
    <message>
        <source>C of clean V</source>
        <translation>未旋转的 V 的 C</translation>
    </message>
    <message>
        <source>C of turned V</source>
        <translation>旋转后的 V 的 C</translation>
    </message>
    <message>
        <source>K</source>
        <translation>K</translation>
    </message>
    <message>
        <source>K and V turned</source>
        <translation>K 和 V 都旋转</translation>
    </message>
    <message>
        <source>K turned</source>
        <translation>旋转后的 K</translation>
    </message>
    <message>
        <source>Left by the best W_O</source>
        <translation>最佳 W_O 仍有的误差</translation>
    </message>
    <message>
        <source>The model&apos;s heads have {width} features, and turning takes pairs: shown are heads of {other} with random vectors (seed {seed}), for “{text}”.</source>
        <translation>该模型的头有 {width} 个特征，而旋转需要成对的特征：这里显示宽度为 {other}、向量随机（种子 {seed}）的头，文本为“{text}”。</translation>
    </message>
    <message>
        <source>Turning K only leaves V as it is; turning V too moves it by up to {moved}.</source>
        <translation>只旋转 K 时 V 不变；V 也旋转时，其数值最多改变 {moved}。</translation>
    </message>
    <message>
        <source>V clean</source>
        <translation>未旋转的 V</translation>
    </message>
    <message>
        <source>V turned</source>
        <translation>旋转后的 V</translation>
    </message>
    <message>
        <source>W_V from W_K</source>
        <translation>由 W_K 得到 W_V</translation>
    </message>
    <message>
        <source>only K turned</source>
        <translation>只旋转 K</translation>
    </message>
    <message>
        <source>part of clean C, linear</source>
        <translation>占未旋转 C 的比例，线性</translation>
    </message>
    <message>
        <source>{rows} rows, {features} features: any matrix fits</source>
        <translation>{rows} 行、{features} 个特征：任何矩阵都能拟合</translation>
    </message>
    <message>
        <source>… turned back</source>
        <translation>之后再转回</translation>
    </message>
</context>
<context>
    <name>projections</name>
    <message>
        <source>A key has {key} features and a value {value}: no plane holds both.</source>
        <translation>键有 {key} 个特征，值有 {value} 个：无法画在同一平面上。</translation>
    </message>
    <message>
        <source>A key has {key} features and a value {value}: there is no difference to take.</source>
        <translation>键有 {key} 个特征，值有 {value} 个：无法相减。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>各头</translation>
    </message>
    <message>
        <source>K and V</source>
        <translation>K 与 V</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面图</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>两种读法</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>还原 V</translation>
    </message>
    <message>
        <source>Rows on their principal axes: {part} of the variance</source>
        <translation>各行在主轴上的投影：占方差 {part}</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>W_K of all heads side by side is square, {width} × {width}, and inverted as a whole; one head of it is shown.</source>
        <translation>所有头的 W_K 并排成 {width} × {width} 的方阵，作为整体求逆；图中显示其中一个头。</translation>
    </message>
    <message>
        <source>axis 1: {part} of the variance</source>
        <translation>主轴 1：占方差 {part}</translation>
    </message>
    <message>
        <source>axis 2: {part}</source>
        <translation>主轴 2：{part}</translation>
    </message>
    <message>
        <source>max |{difference}| = {largest}</source>
        <translation>max |{difference}| = {largest}</translation>
    </message>
    <message>
        <source>no matrix:
{made} = {source}</source>
        <translation>没有矩阵：
{made} = {source}</translation>
    </message>
    <message>
        <source>{key} for {queries}</source>
        <translation>{key} 供 {queries} 使用</translation>
    </message>
    <message>
        <source>{matrix}: right half</source>
        <translation>{matrix}：右半</translation>
    </message>
</context>
<context>
    <name>projector</name>
    <message>
        <source>Enter holds a cell; the arrow keys move it.</source>
        <translation>回车固定一个单元格，方向键移动它。</translation>
    </message>
    <message>
        <source>One plot</source>
        <translation>单个图</translation>
    </message>
    <message>
        <source>Page Down, Page Up: next, back · digits: step · H: head · B: black · T: a minute to predict · + −: size · Esc: leave</source>
        <translation>Page Down、Page Up：下一张、上一张 · 数字：步骤 · H：头 · B：黑屏 · T：一分钟预测 · + −：字号 · Esc：退出</translation>
    </message>
    <message>
        <source>Page Down: read on, show the answer, next step · Page Up: back · digits, Enter: answer · arrows: plots, cells · Home: the lesson&apos;s state · B: black · T: a minute to predict · + −: size · Esc: leave</source>
        <translation>Page Down：继续读、揭晓答案、下一步 · Page Up：上一步 · 数字键、回车：作答 · 方向键：切换图、移动单元格 · Home：回到课程的状态 · B：黑屏 · T：一分钟预测 · + −：字号 · Esc：退出</translation>
    </message>
    <message>
        <source>QKV Explorer: projector</source>
        <translation>QKV Explorer：投影</translation>
    </message>
    <message>
        <source>changed by hand to {value}</source>
        <translation>手动改为 {value}</translation>
    </message>
    <message>
        <source>… ({count} more)</source>
        <translation>…（另有 {count} 项）</translation>
    </message>
</context>
<context>
    <name>rail</name>
    <message>
        <source>Page {title}</source>
        <translation>页面：{title}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Show the steps one after another (Space)</source>
        <translation>依次演示各步骤（空格键）</translation>
    </message>
    <message>
        <source>Step {number}: {title}</source>
        <translation>步骤 {number}：{title}</translation>
    </message>
    <message>
        <source>{question} (key {number})</source>
        <translation>{question}（按键 {number}）</translation>
    </message>
    <message>
        <source>{question} ({keys})</source>
        <translation>{question}（{keys}）</translation>
    </message>
</context>
<context>
    <name>recent</name>
    <message>
        <source>&amp;Clear this list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
</context>
<context>
    <name>recorder</name>
    <message>
        <source>An empty folder for the lesson</source>
        <translation>为课程选一个空文件夹</translation>
    </message>
    <message>
        <source>Bring the window into the state that a step shall show: text, variant, step or page, held cell. Keep it, and go on. The texts are written afterwards, in the Markdown files beside the lesson.</source>
        <translation>先把窗口调到这一步要展示的状态：文本、变体、步骤或页面、固定的格子。保留它，再继续下一步。文字稍后写在课程旁边的 Markdown 文件里。</translation>
    </message>
    <message>
        <source>Drop the last step</source>
        <translation>删去最后一步</translation>
    </message>
    <message>
        <source>Keep this as a step</source>
        <translation>保留为一步</translation>
    </message>
    <message>
        <source>Record a lesson</source>
        <translation>录制课程</translation>
    </message>
    <message>
        <source>Save the lesson…</source>
        <translation>保存课程…</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>The steps kept</source>
        <translation>已保留的步骤</translation>
    </message>
    <message>
        <source>The steps kept are there when you record again</source>
        <translation>再次录制时，已保留的步骤还在</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>A decoder looks into another text: which of its words matter for the word that is being written? The memory is there to be searched and to be read.</source>
        <translation>解码器查看另一段文本：对正在写的这个词来说，其中哪些词重要？记忆既供检索，也供读取。</translation>
    </message>
    <message>
        <source>A verdict holds for attention as such; the evidence is computed anew with every change, and figures of a single head are those of the first.</source>
        <translation>结论针对注意力机制本身；证据随每次改动重新计算，单个头的数字取自第一个头。</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Figures of trained models as their authors print them. None of them depends on your text, and none is comparable with the figures above.</source>
        <translation>训练好的模型的数据，均照作者发表的原样引用。它们与你的文本无关，也不能与上面的数字相比。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>实际使用</translation>
    </message>
    <message>
        <source>K = V tied</source>
        <translation>K = V 绑定</translation>
    </message>
    <message>
        <source>KV cache a token</source>
        <translation>每个词元的 KV 缓存</translation>
    </message>
    <message>
        <source>May K and V be one?</source>
        <translation>K 与 V 可以合为一个吗？</translation>
    </message>
    <message>
        <source>Plots of the step {step} in {variant}</source>
        <translation>{variant} 中“{step}”步骤的图</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Same map</source>
        <translation>同映射</translation>
    </message>
    <message>
        <source>Same numbers</source>
        <translation>同数值</translation>
    </message>
    <message>
        <source>Same source</source>
        <translation>同源</translation>
    </message>
    <message>
        <source>See it</source>
        <translation>去看看</translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation>见于</translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation>自注意力</translation>
    </message>
    <message>
        <source>Self-attention that ties maps: with K = V a token is found by what it hands on, and one store serves for both.</source>
        <translation>绑定映射的自注意力：K = V 时，词元凭它交出的内容被找到，一份存储兼作两用。</translation>
    </message>
    <message>
        <source>Show it there: {place}</source>
        <translation>到那里查看：{place}</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Step by step: {variants}</source>
        <translation>逐步对照：{variants}</translation>
    </message>
    <message>
        <source>The claims</source>
        <translation>各个说法</translation>
    </message>
    <message>
        <source>The evidence could not be computed: {reason}.</source>
        <translation>无法计算证据：{reason}。</translation>
    </message>
    <message>
        <source>The same as JSON, with every field by its name in the program:</source>
        <translation>同样的内容，以 JSON 表示，各字段用程序中的名称：</translation>
    </message>
    <message>
        <source>The three mechanisms</source>
        <translation>三种机制</translation>
    </message>
    <message>
        <source>The tokens of one text look at each other. Three maps let a token ask for one thing, be found by another, and hand on a third.</source>
        <translation>同一段文本的词元互相查看。三个映射让一个词元可以按一种东西提问，凭另一种被找到，再交出第三种。</translation>
    </message>
    <message>
        <source>Tied</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>Traditional</source>
        <translation>传统注意力</translation>
    </message>
    <message>
        <source>Tying K and V makes address and content share one budget of r dimensions. That costs nothing where the budget is the full width and a linear map follows; at equal cache the head can be widened until it contains the untied one. The tie that breaks the direction of routing is another one: Q = K.</source>
        <translation>绑定 K 与 V，使地址和内容共用 r 维的预算。若这份预算等于全宽，且后接线性映射，则毫无代价；在缓存相等时，可以把头加宽到足以包含不绑定的头。真正破坏路由方向的是另一种绑定：Q = K。</translation>
    </message>
    <message>
        <source>Untied</source>
        <translation>不绑定</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What is usually said</source>
        <translation>常见的说法</translation>
    </message>
    <message>
        <source>What it does with K and V</source>
        <translation>它如何处理 K 与 V</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What others measured</source>
        <translation>他人的测量结果</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测量内容</translation>
    </message>
    <message>
        <source>What was run</source>
        <translation>运行的设置</translation>
    </message>
    <message>
        <source>Where Q, K, V come from</source>
        <translation>Q、K、V 从哪里来</translation>
    </message>
    <message>
        <source>With W_a counted on the other side: {reason}.</source>
        <translation>W_a 算在另一边时：{reason}。</translation>
    </message>
    <message>
        <source>by default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>cells changed by hand</source>
        <translation>手工改动的单元格</translation>
    </message>
    <message>
        <source>cited, not computed here</source>
        <translation>引用，非本程序计算</translation>
    </message>
    <message>
        <source>computed just now</source>
        <translation>刚刚算出</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>from files: {names}</source>
        <translation>读自文件：{names}</translation>
    </message>
    <message>
        <source>largest |K − V|</source>
        <translation>最大 |K − V|</translation>
    </message>
    <message>
        <source>mean cosine of k and v</source>
        <translation>k 与 v 的平均余弦</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>未计算</translation>
    </message>
    <message>
        <source>operations for the text</source>
        <translation>处理这段文本的运算次数</translation>
    </message>
    <message>
        <source>projection parameters</source>
        <translation>投影参数量</translation>
    </message>
    <message>
        <source>qualified</source>
        <translation>有条件成立</translation>
    </message>
    <message>
        <source>random, drawn from the seed</source>
        <translation>随机，由种子抽取</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>target text, in traditional attention</source>
        <translation>译文（用于传统注意力）</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>the memory does not suffice; use a shorter text</source>
        <translation>内存不足；请缩短文本</translation>
    </message>
    <message>
        <source>variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>vectors and matrices</source>
        <translation>向量与矩阵</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{authors} {year}</source>
        <translation>{authors} {year}</translation>
    </message>
    <message>
        <source>{count} B</source>
        <translation>{count} B</translation>
    </message>
    <message>
        <source>“K = V” means three things: one source, one map, the same numbers. Each mechanism is shown in one variant, yours where it is one of its own.</source>
        <translation>“K = V”有三层意思：同源、同映射、同数值。每种机制以一个变体为例；若你选的变体属于该机制，就用你的。</translation>
    </message>
</context>
<context>
    <name>run_cells</name>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>this variant has no such cell</source>
        <translation>此变体没有这个单元格</translation>
    </message>
</context>
<context>
    <name>run_lens</name>
    <message>
        <source>Point at a cell to see how its number comes about in every column. Click to pin it, then move with the arrow keys.</source>
        <translation>指向一个单元格，看它的数在每一列中是怎样算出来的。单击可固定，再用方向键移动。</translation>
    </message>
</context>
<context>
    <name>save_dialog</name>
    <message>
        <source>CSV table of the numbers (*.csv)</source>
        <translation>CSV 数值表 (*.csv)</translation>
    </message>
    <message>
        <source>HTML report with all plots (*.html)</source>
        <translation>含全部图的 HTML 报告 (*.html)</translation>
    </message>
    <message>
        <source>NumPy arrays of the numbers (*.npz)</source>
        <translation>NumPy 数组 (*.npz)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>PNG image, {dpi} dots per inch (*.png)</source>
        <translation>PNG 图像，{dpi} DPI (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 矢量图 (*.svg)</translation>
    </message>
</context>
<context>
    <name>scale_mask</name>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>One scale</source>
        <translation>统一色标</translation>
    </message>
    <message>
        <source>Own scales</source>
        <translation>各自色标</translation>
    </message>
</context>
<context>
    <name>scenario_bar</name>
    <message>
        <source>Another example</source>
        <translation>另一个例子</translation>
    </message>
    <message>
        <source>Another example of the task (Ctrl+R)</source>
        <translation>该任务的另一个例子（Ctrl+R）</translation>
    </message>
    <message>
        <source>Draw other vectors: a new seed (Ctrl+R)</source>
        <translation>换一组向量：新的种子（Ctrl+R）</translation>
    </message>
    <message>
        <source>Embeddings and matrices are drawn from this number</source>
        <translation>词嵌入和矩阵都由这个数抽取</translation>
    </message>
    <message>
        <source>Encoder-decoder attention: a decoder&apos;s states ask, an encoder&apos;s states answer</source>
        <translation>编码器–解码器注意力：解码器状态提问，编码器状态回答</translation>
    </message>
    <message>
        <source>K = V tied</source>
        <translation>K = V 绑定</translation>
    </message>
    <message>
        <source>Mechanism</source>
        <translation>机制</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Queries, keys and values from one text, by three maps</source>
        <translation>查询、键和值来自同一段文本，经过三个映射</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation>自注意力</translation>
    </message>
    <message>
        <source>Self-attention in which maps are tied</source>
        <translation>映射绑定在一起的自注意力</translation>
    </message>
    <message>
        <source>Show this text with random vectors</source>
        <translation>用随机向量显示这段文本</translation>
    </message>
    <message>
        <source>Sizes, mask, tokens, precision (Ctrl+,)</source>
        <translation>尺寸、掩码、词元、精度（Ctrl+,）</translation>
    </message>
    <message>
        <source>Traditional</source>
        <translation>传统注意力</translation>
    </message>
    <message>
        <source>Use random vectors</source>
        <translation>使用随机向量</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Variant of the mechanism</source>
        <translation>机制的变体</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>种子 </translation>
    </message>
</context>
<context>
    <name>sensitivity</name>
    <message>
        <source>A value has {value} features and a key {key}: the two cannot be equal.</source>
        <translation>值有 {value} 个特征，键有 {key} 个：两者不可能相等。</translation>
    </message>
    <message>
        <source>Asymmetry ‖J − Jᵀ‖ / 2‖J‖ = {asymmetry}.</source>
        <translation>不对称度 ‖J − Jᵀ‖ / 2‖J‖ = {asymmetry}。</translation>
    </message>
    <message>
        <source>Click a row of the weights to choose the query.</source>
        <translation>单击权重的一行来选择查询。</translation>
    </message>
    <message>
        <source>No tokens, no sensitivity.</source>
        <translation>没有词元，也就没有敏感度。</translation>
    </message>
    <message>
        <source>different: max |Δ| = {largest}</source>
        <translation>不同：max |Δ| = {largest}</translation>
    </message>
    <message>
        <source>equal: max |Δ| = {largest}</source>
        <translation>相等：max |Δ| = {largest}</translation>
    </message>
    <message>
        <source>{scale} · cov K</source>
        <translation>{scale} · cov K</translation>
    </message>
    <message>
        <source>∂c / ∂q of “{token}”</source>
        <translation>“{token}”的 ∂c / ∂q</translation>
    </message>
</context>
<context>
    <name>session_files</name>
    <message>
        <source>A session keeps texts, choices and changed numbers.</source>
        <translation>会话保存文本、选项和改动过的数。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Import embeddings or a matrix</source>
        <translation>导入嵌入或矩阵</translation>
    </message>
    <message>
        <source>It begins with “{text}”.</source>
        <translation>内容开头为“{text}”。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Not opened</source>
        <translation>未能打开</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>Open a session, or a picture that carries one</source>
        <translation>打开会话，或带有会话的图片</translation>
    </message>
    <message>
        <source>Open elsewhere</source>
        <translation>已在别处打开</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Save under another name.</source>
        <translation>请以另一名称保存。</translation>
    </message>
    <message>
        <source>Save what you have changed in {name}?</source>
        <translation>要保存对 {name} 的改动吗？</translation>
    </message>
    <message>
        <source>Save what you have changed?</source>
        <translation>要保存所做的改动吗？</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Session (*{ending})</source>
        <translation>会话 (*{ending})</translation>
    </message>
    <message>
        <source>Sessions and pictures ({endings})</source>
        <translation>会话与图片 ({endings})</translation>
    </message>
    <message>
        <source>Tables of numbers ({endings})</source>
        <translation>数表 ({endings})</translation>
    </message>
    <message>
        <source>The lesson {name} of this session cannot be played here; its state is shown without it.</source>
        <translation>此会话中的课程 {name} 无法在这里播放；仅显示其状态。</translation>
    </message>
    <message>
        <source>The program ended without saving your work of {time}.</source>
        <translation>程序上次结束时，{time} 的工作尚未保存。</translation>
    </message>
    <message>
        <source>This is what {name} shows</source>
        <translation>现在显示的是 {name} 中的内容</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Two windows that save into one file would undo each other&apos;s work. A copy shows what was saved last, and is saved under another name.</source>
        <translation>两个窗口存入同一文件会互相覆盖。副本显示上次保存的内容，并以另一名称保存。</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>未保存的工作</translation>
    </message>
    <message>
        <source>{name} exists. Replace it?</source>
        <translation>{name} 已存在。要替换吗？</translation>
    </message>
    <message>
        <source>{name} is open in another window.</source>
        <translation>{name} 已在另一窗口中打开。</translation>
    </message>
</context>
<context>
    <name>source_choice</name>
    <message>
        <source>From files</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Its matrices are put together as the variant shown does. It was not trained so.</source>
        <translation>它的矩阵按当前变体的方式组合。它并不是这样训练的。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Numbers that were read; the rest is random</source>
        <translation>读入的数；其余是随机的</translation>
    </message>
    <message>
        <source>Open a trained model</source>
        <translation>打开已训练的模型</translation>
    </message>
    <message>
        <source>Random vectors</source>
        <translation>随机向量</translation>
    </message>
    <message>
        <source>Trained model from a file…</source>
        <translation>来自文件的已训练模型…</translation>
    </message>
    <message>
        <source>Trained models (*.npz)</source>
        <translation>已训练的模型 (*.npz)</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>Vectors and matrices drawn from a seed; trained models are in the list</source>
        <translation>由种子抽取的向量和矩阵；已训练的模型在列表中</translation>
    </message>
    <message>
        <source>Which layer of the model is shown</source>
        <translation>显示模型的哪一层</translation>
    </message>
    <message>
        <source>layer {layer} of {layers}</source>
        <translation>第 {layer} 层，共 {layers} 层</translation>
    </message>
    <message>
        <source>{model} (retied)</source>
        <translation>{model}（重新绑定）</translation>
    </message>
</context>
<context>
    <name>spec_columns</name>
    <message>
        <source>A is the model {model}.</source>
        <translation>A 是模型“{model}”。</translation>
    </message>
    <message>
        <source>No model was trained with {letter}&apos;s variant: it has A&apos;s matrices.</source>
        <translation>没有用 {letter} 的变体训练过的模型：它用的是 A 的矩阵。</translation>
    </message>
    <message>
        <source>One trained model ({model}) in every column, not trained again.</source>
        <translation>各列是同一个训练好的模型（{model}），没有重新训练。</translation>
    </message>
    <message>
        <source>One trained model ({model}) in every column, tied now, not trained again.</source>
        <translation>各列是同一个训练好的模型（{model}），就地绑定，没有重新训练。</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>different: {grids}</source>
        <translation>不同：{grids}</translation>
    </message>
    <message>
        <source>equal to rounding</source>
        <translation>除舍入误差外相等</translation>
    </message>
    <message>
        <source>head {head} alone: {verdict}</source>
        <translation>仅第 {head} 头：{verdict}</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>逐位相同</translation>
    </message>
    <message>
        <source>max |Δ| = {value}</source>
        <translation>max |Δ| = {value}</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>not in this variant</source>
        <translation>此变体中没有</translation>
    </message>
    <message>
        <source>{letter} against A: {reading}</source>
        <translation>{letter} 与 A 对比：{reading}</translation>
    </message>
    <message>
        <source>{letter} is {model}, trained by itself from the same start: the variant is not all that tells it from A.</source>
        <translation>{letter} 是“{model}”，从相同的起点单独训练：它与 A 的差别不只在于变体。</translation>
    </message>
    <message>
        <source>{letter} takes {told}.</source>
        <translation>{letter}：{told}。</translation>
    </message>
    <message>
        <source>{verdict}: {grids}</source>
        <translation>{verdict}：{grids}</translation>
    </message>
</context>
<context>
    <name>spec_tie</name>
    <message>
        <source>Dimensions that keys and values span</source>
        <translation>键与值张成的维数</translation>
    </message>
    <message>
        <source>How far the output has moved</source>
        <translation>输出移动了多远</translation>
    </message>
    <message>
        <source>It is {letter}, {variant}, that is tied on the way.</source>
        <translation>沿途被绑定的是 {letter}（{variant}）。</translation>
    </message>
    <message>
        <source>Largest difference of keys and values</source>
        <translation>键与值的最大差</translation>
    </message>
    <message>
        <source>Output rows on their way</source>
        <translation>输出各行的移动轨迹</translation>
    </message>
    <message>
        <source>axis 2 ({percent} %)</source>
        <translation>主轴 2（{percent}%）</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>from tied</source>
        <translation>距绑定一端</translation>
    </message>
    <message>
        <source>from untied</source>
        <translation>距不绑定一端</translation>
    </message>
    <message>
        <source>output at α = {alpha}</source>
        <translation>α = {alpha} 时的输出</translation>
    </message>
    <message>
        <source>principal axis 1 ({percent} % of the variance)</source>
        <translation>主轴 1（占方差 {percent}%）</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>tied, α = 1</source>
        <translation>绑定，α = 1</translation>
    </message>
    <message>
        <source>untied, α = 0</source>
        <translation>不绑定，α = 0</translation>
    </message>
</context>
<context>
    <name>step_panel</name>
    <message>
        <source>Plots of this step. Click a cell to pin it; the arrow keys move the pinned cell, Enter edits it, Escape lets it go.</source>
        <translation>本步骤的图。单击单元格可将其固定；方向键移动固定的单元格，回车键编辑，Esc 键取消固定。</translation>
    </message>
</context>
<context>
    <name>teacher</name>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>Changing cells</source>
        <translation>修改单元格</translation>
    </message>
    <message>
        <source>Choice of the head</source>
        <translation>头的选择</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控件</translation>
    </message>
    <message>
        <source>Free everything</source>
        <translation>全部解除</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>K–V strip</source>
        <translation>K–V 状态栏</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Lock and hide nothing</source>
        <translation>不锁定也不隐藏任何控件</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Mechanism and variant</source>
        <translation>机制与变体</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Teacher controls</source>
        <translation>教师控制</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The time is up</source>
        <translation>时间到</translation>
    </message>
    <message>
        <source>Time to predict before the answer is shown</source>
        <translation>揭晓答案前的预测时间</translation>
    </message>
    <message>
        <source>Time to predict; a click puts it away</source>
        <translation>预测时间；单击收起</translation>
    </message>
    <message>
        <source>Views of a step</source>
        <translation>步骤的各个视图</translation>
    </message>
    <message>
        <source>What happens here</source>
        <translation>这一步在做什么</translation>
    </message>
    <message>
        <source>What is locked is seen and cannot be used; what is hidden is not seen. A session keeps it, and this dialog frees it again.</source>
        <translation>锁定的控件看得见但不能用，隐藏的控件看不见。设置随会话保存，也在此对话框中解除。</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{seconds} seconds to predict</source>
        <translation>{seconds} 秒预测时间</translation>
    </message>
</context>
<context>
    <name>text_pair</name>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>Queries, keys and values come from this text (Ctrl+T)</source>
        <translation>查询、键和值都来自这段文本（Ctrl+T）</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>源文</translation>
    </message>
    <message>
        <source>Target text</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The text that the decoder writes: queries</source>
        <translation>解码器写出的文本：查询</translation>
    </message>
    <message>
        <source>The text that the encoder reads: keys and values</source>
        <translation>编码器读入的文本：键和值</translation>
    </message>
    <message>
        <source>Type a sentence</source>
        <translation>输入一句话</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源文</translation>
    </message>
    <message>
        <source>target</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>Any cell opens</source>
        <translation>每个单元格都能展开</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Do K and V have the same source, the same map, the same numbers? The strip answers for what is shown, always.</source>
        <translation>K 和 V 是否同源、同映射、同数值？这一栏始终针对当前内容作答。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>From the inputs to the output; the arrow keys move on, the space bar plays them all. Below stand the pages that compare and judge.</source>
        <translation>从输入到输出：方向键逐步前进，空格键连续播放。下面是用来对比和下结论的页面。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Point at a cell: the lens shows the products and sums behind it. A click holds it, a double click changes its number.</source>
        <translation>指向一个单元格，放大镜会列出它背后的乘积与求和。单击固定，双击改数。</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>一步一步</translation>
    </message>
    <message>
        <source>Switch between traditional attention, self-attention, and K = V tied. Every panel follows, with the same inputs.</source>
        <translation>在传统注意力、自注意力和 K = V 绑定之间切换。输入不变，所有面板随之更新。</translation>
    </message>
    <message>
        <source>The question itself</source>
        <translation>问题本身</translation>
    </message>
    <message>
        <source>Three mechanisms</source>
        <translation>三种机制</translation>
    </message>
    <message>
        <source>Tour: {title}</source>
        <translation>导览：{title}</translation>
    </message>
    <message>
        <source>Type anything: every number on the window is computed from it at once.</source>
        <translation>输入任意文本：窗口中的每个数都立即由它算出。</translation>
    </message>
    <message>
        <source>Your own text</source>
        <translation>你自己的文本</translation>
    </message>
</context>
<context>
    <name>view_switch</name>
    <message>
        <source>Show: {title}</source>
        <translation>显示：{title}</translation>
    </message>
    <message>
        <source>View {title}</source>
        <translation>视图 {title}</translation>
    </message>
</context>
<context>
    <name>weights</name>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>单个头</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>every head</source>
        <translation>每个头</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>1 to 7 show a step</source>
        <translation>按 1 到 7 显示步骤</translation>
    </message>
    <message>
        <source>QKV Explorer</source>
        <translation>QKV Explorer</translation>
    </message>
    <message>
        <source>← ↑ → ↓ move the cell, Alt+← → step</source>
        <translation>← ↑ → ↓ 移动单元格，Alt+← → 切换步骤</translation>
    </message>
    <message>
        <source>← → step, Space plays</source>
        <translation>← → 切换步骤，空格键播放</translation>
    </message>
</context>
</TS>
